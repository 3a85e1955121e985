namespace RevenueFunctions.Catalog;

/// <summary>A band (previous upper bound, <paramref name="UpTo"/>]; the last band of a price has no upper bound.</summary>
public sealed record PriceTier(decimal? UpTo = null, decimal UnitAmount = 0m, decimal FlatAmount = 0m);
