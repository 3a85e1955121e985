using RevenueFunctions.Catalog;

namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>The price models, each as a person would do it by hand.</summary>
internal static class OracleModels
{
    /// <summary>Whether the price looks at each event, and not only at what they come to.</summary>
    public static bool SeesEvents(Price price) => price is PercentagePrice or DynamicPrice or BucketedPrice or TimeWeightedGraduatedPrice;

    /// <summary>The amount at list price, before the terms that change amounts.</summary>
    public static decimal Of(Price price, OracleUsage usage) => price switch
    {
        PercentagePrice percentage => OracleEventModels.Percentage(percentage, [.. OracleQuantities.PaidOf(price, usage.Amounts)]),
        DynamicPrice multiplied => OracleQuantities.PaidOf(price, usage.Amounts).Sum() * multiplied.Multiplier,
        BucketedPrice bucketed => OracleEventModels.Bucketed(bucketed, usage),
        TimeWeightedGraduatedPrice weighted => OracleEventModels.TimeWeighted(weighted, usage),
        _ => OfQuantity(price, OracleQuantities.PaidOf(price, usage.Quantity)),
    };

    /// <summary>The units of a quantity that lie in a band, times its price, over all bands; without the flat fees.</summary>
    public static decimal Bands(IEnumerable<(decimal? UpTo, decimal UnitAmount)> bands, decimal quantity)
    {
        var (amount, below) = (0m, 0m);
        foreach (var (upTo, unitAmount) in bands)
        {
            amount += (Math.Min(quantity, upTo ?? quantity) - below) * unitAmount;
            if (quantity <= (upTo ?? quantity))
            {
                break;
            }

            below = upTo!.Value;
        }

        return amount;
    }

    /// <summary>The flat fees of the bands that a quantity enters; the first one's may be due even when nothing was used.</summary>
    public static decimal Fees(IEnumerable<(decimal? UpTo, decimal FlatAmount)> bands, decimal quantity, bool firstAtZero)
    {
        var (fees, below) = (0m, 0m);
        foreach (var (upTo, flatAmount) in bands)
        {
            var isFirst = below == 0m;
            fees += quantity > below || (isFirst && firstAtZero) ? flatAmount : 0m;
            below = upTo ?? decimal.MaxValue;
        }

        return fees;
    }

    private static decimal OfQuantity(Price price, decimal quantity) => price switch
    {
        FlatPrice fee => fee.Amount * quantity,
        PerUnitPrice unit => quantity * unit.UnitAmount,
        GraduatedPrice graduated => Bands(graduated.Tiers.Select(tier => (tier.UpTo, tier.UnitAmount)), quantity)
            + Fees(graduated.Tiers.Select(tier => (tier.UpTo, tier.FlatAmount)), quantity, graduated.FirstFlatFeeAtZero),
        GraduatedPercentagePrice graduated => Bands(graduated.Tiers.Select(tier => (tier.UpTo, tier.Rate / 100m)), quantity)
            + Fees(graduated.Tiers.Select(tier => (tier.UpTo, tier.FlatAmount)), quantity, graduated.FirstFlatFeeAtZero),
        VolumePrice volume => Volume(volume, quantity),
        StairStepPrice stairs => quantity > 0 || stairs.FirstFlatFeeAtZero ? stairs.Tiers.First(tier => tier.UpTo is null || quantity <= tier.UpTo).FlatAmount : 0m,
        PackagePrice package => Packages(package, quantity) * package.Amount,
        BlockPrice block => Blocks(block, quantity),
        _ => throw new InvalidOperationException($"The oracle has no price for {price.GetType().Name}."),
    };

    private static decimal Volume(VolumePrice price, decimal quantity)
    {
        var tier = price.Tiers.First(tier => tier.UpTo is null || quantity <= tier.UpTo);
        return (quantity * tier.UnitAmount) + (quantity > 0 || price.FirstFlatFeeAtZero ? tier.FlatAmount : 0m);
    }

    private static decimal Packages(PackagePrice package, decimal quantity)
    {
        var charged = quantity - package.FreeUnits;
        var whole = charged > 0 ? decimal.Truncate(charged / package.Size) : 0m;
        return package.Rounding == PackageRounding.Up && whole * package.Size < charged ? whole + 1 : whole;
    }

    // Fills the tiers with blocks, one tier after the other; then charges what was filled, or everything at the last tier that was needed.
    private static decimal Blocks(BlockPrice price, decimal quantity)
    {
        var filled = new List<(BlockTier Tier, decimal Blocks)>();
        var left = quantity;
        foreach (var tier in price.Tiers)
        {
            var room = tier == price.Tiers[^1] ? decimal.MaxValue : tier.MaxBlocks ?? decimal.MaxValue;
            var taken = left > 0 ? Math.Min(room, Begun(left, tier.BlockSize)) : 0m;
            if (taken > 0)
            {
                filled.Add((tier, taken));
                left -= taken * tier.BlockSize;
            }
        }

        return filled.Count == 0 ? 0m
            : price.Mode == BlockMode.AllTiers ? filled.Sum(one => one.Blocks * one.Tier.Amount)
            : Begun(quantity, filled[^1].Tier.BlockSize) * filled[^1].Tier.Amount;
    }

    private static decimal Begun(decimal units, decimal size)
    {
        var whole = decimal.Truncate(units / size);
        return whole * size < units ? whole + 1 : whole;
    }
}
