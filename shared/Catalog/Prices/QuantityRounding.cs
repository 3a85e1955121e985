namespace RevenueFunctions.Catalog;

/// <summary>Rounds a quantity.</summary>
/// <param name="Mode">Which way.</param>
/// <param name="Precision">Decimals that are kept, 0 to 9.</param>
public sealed record QuantityRounding(QuantityRoundingMode Mode, int Precision = 0);
