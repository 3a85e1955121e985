using System.Globalization;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>Units consumed in blocks; a begun block counts.</summary>
internal static class BlockPricing
{
    public static void Add(BlockPrice price, decimal quantity, ref StepList steps)
    {
        var left = quantity;
        for (var at = 0; at < price.Tiers.Length && left > 0; at++)
        {
            var tier = price.Tiers[at];
            var blocks = Math.Ceiling(left / tier.BlockSize);
            var isLast = at == price.Tiers.Length - 1 || tier.MaxBlocks is null || blocks <= tier.MaxBlocks;
            if (price.Mode == BlockMode.AllTiers)
            {
                Charge(tier, isLast ? blocks : tier.MaxBlocks!.Value, ref steps);
            }
            else if (isLast)
            {
                // The limits below only choose the tier; its blocks then hold all units.
                Charge(tier, Math.Ceiling(quantity / tier.BlockSize), ref steps);
            }

            left = isLast ? 0m : left - (tier.MaxBlocks!.Value * tier.BlockSize);
        }
    }

    private static void Charge(BlockTier tier, decimal blocks, ref StepList steps) =>
        steps.Add(string.Create(CultureInfo.InvariantCulture, $"blocks of {tier.BlockSize}"), blocks, tier.Amount, 0m);
}
