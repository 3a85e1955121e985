namespace RevenueFunctions.Rating;

/// <summary>A fee as an invoice that stands charged it, or took it back.</summary>
/// <param name="SubscriptionId">The contract.</param>
/// <param name="Identity">Which fee.</param>
/// <param name="Quantity">Units charged.</param>
/// <param name="Unit">Their unit.</param>
/// <param name="Amount">What was charged, net; below zero where it was taken back.</param>
/// <param name="Credited">How much of it a credit note gave back since.</param>
/// <param name="InvoiceNumber">The invoice's number.</param>
public sealed record BilledFee(
    string SubscriptionId, FeeIdentity Identity, decimal Quantity, string Unit, decimal Amount, decimal Credited, string InvoiceNumber);
