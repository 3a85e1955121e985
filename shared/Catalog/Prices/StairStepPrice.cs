using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>The step that the quantity reaches sets one amount for all of it; over a meter's maximum, the price of a capacity.</summary>
/// <param name="Tiers">Steps in rising order; the last is open.</param>
/// <param name="FirstFlatFeeAtZero">Whether the first step's amount is charged at quantity zero.</param>
public sealed record StairStepPrice(ImmutableArray<StairTier> Tiers, bool FirstFlatFeeAtZero = true) : QuantityPrice;
