using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>
/// Graduated over a gauge: each unit is charged for the share of the period that it was there. Its band is found by the running unweighted
/// level, removals are last in first out, and the flat fees go by the highest level reached.
/// </summary>
/// <param name="Tiers">Bands in rising order; the last is open.</param>
/// <param name="Readings">What the events say.</param>
/// <param name="FirstFlatFeeAtZero">Whether the first band's flat fee is charged when the level never left zero.</param>
public sealed record TimeWeightedGraduatedPrice(
    ImmutableArray<PriceTier> Tiers, GaugeReadings Readings = GaugeReadings.Levels, bool FirstFlatFeeAtZero = true) : QuantityPrice;
