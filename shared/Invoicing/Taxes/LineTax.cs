namespace RevenueFunctions.Invoicing;

/// <summary>The tax of one line.</summary>
/// <param name="Number">The line.</param>
/// <param name="Rate">All its rates together.</param>
/// <param name="Tax">Its share of the invoice's taxes.</param>
/// <param name="IsIncluded">True when the line's amount holds the tax already.</param>
public sealed record LineTax(int Number, decimal Rate, decimal Tax, bool IsIncluded = false);
