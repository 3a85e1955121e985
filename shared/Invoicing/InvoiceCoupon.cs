namespace RevenueFunctions.Invoicing;

/// <summary>What a coupon took off an invoice.</summary>
/// <param name="Key">The coupon.</param>
/// <param name="Name">Its name.</param>
/// <param name="Amount">What it took off all lines together, above zero.</param>
public sealed record InvoiceCoupon(string Key, string Name, decimal Amount);
