namespace RevenueFunctions.Invoicing;

/// <summary>A line as a tax engine has to know it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Product">The product sold.</param>
/// <param name="TaxClass">Product tax class.</param>
/// <param name="Amount">What is taxed: the amount less coupons.</param>
/// <param name="TaxPoint">The instant whose law applies: the end of the service, at latest the end of the billing period.</param>
public sealed record TaxableLine(int Number, string Product, string TaxClass, decimal Amount, DateTimeOffset TaxPoint);
