using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>Units consumed in blocks. The limits of the tiers add up; above the last one the last tier prices everything.</summary>
/// <param name="Tiers">In the order in which they are used up.</param>
/// <param name="Mode">Which tiers are charged.</param>
public sealed record BlockPrice(ImmutableArray<BlockTier> Tiers, BlockMode Mode = BlockMode.AllTiers) : QuantityPrice;
