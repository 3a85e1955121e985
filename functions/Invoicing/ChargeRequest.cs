namespace RevenueFunctions.Functions.Invoicing;

/// <summary>A one-off charge.</summary>
/// <param name="Product">The product sold.</param>
/// <param name="Name">Text of the invoice line.</param>
/// <param name="Amount">Net, above zero, in whole minor units of the currency of the account's invoices.</param>
/// <param name="ServiceDate">The day of the service, by the account's calendar.</param>
/// <param name="TaxClass">Product tax class.</param>
public sealed record ChargeRequest(string Product, string Name, decimal Amount, DateOnly ServiceDate, string TaxClass = "standard");
