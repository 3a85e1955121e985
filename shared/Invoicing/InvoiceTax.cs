namespace RevenueFunctions.Invoicing;

/// <summary>Tax of one class and rate on an invoice.</summary>
public sealed record InvoiceTax(string TaxClass, string Name, decimal Rate, decimal Base, decimal Amount);
