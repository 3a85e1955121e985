namespace RevenueFunctions.Invoicing;

/// <summary>How a line's amount came from the currency of its price into that of the invoice.</summary>
/// <param name="Currency">Currency of the price.</param>
/// <param name="Amount">The line's amount in it.</param>
/// <param name="Rate">What one unit of it is worth in the invoice's currency.</param>
/// <param name="Date">The day the rate is of.</param>
/// <param name="Source">Who published it.</param>
public sealed record LineConversion(string Currency, decimal Amount, decimal Rate, DateOnly Date, string Source);
