using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>Each band of the quantity at its own price; the flat fee of a band is charged when the band is entered.</summary>
/// <param name="Tiers">Bands in rising order; the last is open.</param>
/// <param name="FirstFlatFeeAtZero">Whether the first band's flat fee is charged at quantity zero.</param>
public sealed record GraduatedPrice(ImmutableArray<PriceTier> Tiers, bool FirstFlatFeeAtZero = true) : QuantityPrice;
