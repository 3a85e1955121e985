namespace RevenueFunctions.Catalog;

/// <summary>A step (previous upper bound, <paramref name="UpTo"/>]; the last step of a price has no upper bound.</summary>
public sealed record StairTier(decimal? UpTo = null, decimal FlatAmount = 0m);
