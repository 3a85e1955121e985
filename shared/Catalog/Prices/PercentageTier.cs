namespace RevenueFunctions.Catalog;

/// <summary>A band (previous upper bound, <paramref name="UpTo"/>] of the total amount; the last band of a price has no upper bound.</summary>
/// <param name="UpTo">Upper bound, inclusive.</param>
/// <param name="Rate">Per cent of the amount within the band.</param>
/// <param name="FlatAmount">Charged when the band is entered.</param>
public sealed record PercentageTier(decimal? UpTo = null, decimal Rate = 0m, decimal FlatAmount = 0m);
