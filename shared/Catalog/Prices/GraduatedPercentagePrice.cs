using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>Each band of the total amount at its own rate; the flat fee of a band is charged when the band is entered.</summary>
/// <param name="Tiers">Bands in rising order; the last is open.</param>
/// <param name="FirstFlatFeeAtZero">Whether the first band's flat fee is charged at amount zero.</param>
public sealed record GraduatedPercentagePrice(ImmutableArray<PercentageTier> Tiers, bool FirstFlatFeeAtZero = true) : QuantityPrice;
