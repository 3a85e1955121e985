using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>All units at the price of the band that the quantity reaches, plus that band's flat fee.</summary>
/// <param name="Tiers">Bands in rising order; the last is open.</param>
/// <param name="FirstFlatFeeAtZero">Whether the first band's flat fee is charged at quantity zero.</param>
public sealed record VolumePrice(ImmutableArray<PriceTier> Tiers, bool FirstFlatFeeAtZero = true) : QuantityPrice;
