namespace RevenueFunctions.Invoicing;

/// <summary>What prepaid credit paid of an invoice, after tax.</summary>
/// <param name="GrantId">The grant it was drawn from.</param>
/// <param name="Name">Its name.</param>
/// <param name="Amount">What was drawn, above zero.</param>
public sealed record InvoiceCredit(string GrantId, string Name, decimal Amount);
