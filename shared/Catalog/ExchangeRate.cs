namespace RevenueFunctions.Catalog;

/// <summary>What one unit of a currency is worth in another on a day, by a named source. Never changes once stored.</summary>
/// <param name="From">Currency that is converted (ISO 4217).</param>
/// <param name="To">Currency that it becomes.</param>
/// <param name="Date">The day it is the rate of; it holds until the pair has a later one.</param>
/// <param name="Rate">Units of <paramref name="To"/> for one unit of <paramref name="From"/>, above zero.</param>
/// <param name="Source">Who published it, such as "ECB".</param>
public sealed record ExchangeRate(string From, string To, DateOnly Date, decimal Rate, string Source);
