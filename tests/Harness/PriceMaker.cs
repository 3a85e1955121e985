using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Tests.Harness;

/// <summary>Makes prices that a catalog accepts, of every model and with every term, from injected randomness.</summary>
public sealed class PriceMaker(Random random)
{
    /// <summary>The models, by the names that JSON has for them.</summary>
    public static readonly ImmutableArray<string> Models =
        ["flat", "perUnit", "graduated", "volume", "package", "percentage", "graduatedPercentage", "stairStep", "dynamic", "block", "bucketed", "timeWeightedGraduated"];

    // What the price of one bucket may be: a price of a quantity.
    private static readonly ImmutableArray<string> Inner = ["perUnit", "graduated", "volume", "package", "stairStep", "block"];

    /// <summary>A price of any model, with any terms.</summary>
    public Price Next() => Of(Models[random.Next(Models.Length)]);

    /// <summary>A price of a model, with any terms.</summary>
    public Price Of(string model) => WithTerms(Bare(model));

    /// <summary>A price of a model without terms.</summary>
    public Price Bare(string model) => model switch
    {
        "flat" => new FlatPrice(Money(), Flip() ? ChargeTiming.InArrears : ChargeTiming.InAdvance),
        "perUnit" => new PerUnitPrice(Money()),
        "graduated" => new GraduatedPrice(Tiers(), Flip()),
        "volume" => new VolumePrice(Tiers(), Flip()),
        "package" => new PackagePrice(Money(), Size(), Flip() ? 0m : Units(), Flip() ? PackageRounding.Up : PackageRounding.Down),
        "percentage" => Percentage(),
        "graduatedPercentage" => new GraduatedPercentagePrice([.. Bounds().Select(bound => new PercentageTier(bound, Percent(), Fee()))], Flip()),
        "stairStep" => new StairStepPrice([.. Bounds().Select(bound => new StairTier(bound, Money()))], Flip()),
        "dynamic" => new DynamicPrice(Decimals(0, 300_000, 5)),
        "block" => Block(),
        "bucketed" => new BucketedPrice(
            Flip() ? BucketSize.Hour : BucketSize.Day, Of(Inner[random.Next(Inner.Length)]), Flip() ? BucketAggregation.Max : BucketAggregation.Sum, Flip() ? BucketPricing.EachBucket : BucketPricing.Total),
        "timeWeightedGraduated" => new TimeWeightedGraduatedPrice(Tiers(), Flip() ? GaugeReadings.Levels : GaugeReadings.Changes, Flip()),
        _ => throw new ArgumentOutOfRangeException(nameof(model), model, "Unknown model."),
    };

    /// <summary>The price with some terms, or with none.</summary>
    public Price WithTerms(Price price)
    {
        var rounding = Flip() ? new QuantityRounding((QuantityRoundingMode)random.Next(3), random.Next(3)) : null;
        var conversion = Seldom() ? new UnitConversion(Size(), Size()) : null;
        price = price with
        {
            Conversion = conversion,
            UsageDiscount = Seldom() ? Units() : null,
            IncludedUnits = Seldom() ? Units() : null,
            Commitment = Seldom() ? new PriceCommitment(Money(), Decimals(100, 300, 2), Flip()) : null,
            DiscountPercent = Seldom() ? Percent() : null,
            Proration = (ProrationBasis)random.Next(4),
        };
        var maximum = Seldom() ? Money() + 10m : (decimal?)null;
        price = price with { Maximum = maximum, Minimum = Seldom() ? Math.Min(Money(), maximum ?? decimal.MaxValue) : null };
        return price is QuantityPrice quantity && conversion is not null ? quantity with { Rounding = rounding } : price;
    }

    /// <summary>A quantity that says something about the price: nothing, one of its bounds, just above one, or any.</summary>
    public decimal Quantity(Price price)
    {
        var bounds = BoundsOf(price);
        return random.Next(6) switch
        {
            0 => 0m,
            1 when bounds.Length > 0 => bounds[random.Next(bounds.Length)],
            2 when bounds.Length > 0 => bounds[random.Next(bounds.Length)] + 0.000001m,
            3 => random.Next(1000),
            _ => Decimals(0, 5_000_000, 4),
        };
    }

    private static ImmutableArray<decimal> BoundsOf(Price price) => price switch
    {
        GraduatedPrice graduated => [.. graduated.Tiers.Select(tier => tier.UpTo).OfType<decimal>()],
        VolumePrice volume => [.. volume.Tiers.Select(tier => tier.UpTo).OfType<decimal>()],
        StairStepPrice stairs => [.. stairs.Tiers.Select(tier => tier.UpTo).OfType<decimal>()],
        GraduatedPercentagePrice graduated => [.. graduated.Tiers.Select(tier => tier.UpTo).OfType<decimal>()],
        PackagePrice package => [package.FreeUnits, package.Size, package.FreeUnits + package.Size],
        BlockPrice block => [.. block.Tiers.Select(tier => tier.BlockSize * (tier.MaxBlocks ?? 1m))],
        _ => [],
    };

    private PercentagePrice Percentage()
    {
        var least = Seldom() ? Fee() : (decimal?)null;
        return new PercentagePrice(
            Percent(), Flip() ? Fee() : 0m, Flip() ? Units() : null, Flip() ? random.Next(1, 6) : null, least, Seldom() ? (least ?? 0m) + Fee() + 1m : null);
    }

    private BlockPrice Block()
    {
        var tiers = Enumerable.Range(0, random.Next(1, 4)).Select(_ => new BlockTier(Size(), Money(), random.Next(1, 50))).ToImmutableArray();
        return new BlockPrice(Flip() ? tiers : tiers.SetItem(tiers.Length - 1, tiers[^1] with { MaxBlocks = null }), Flip() ? BlockMode.AllTiers : BlockMode.TopTier);
    }

    private ImmutableArray<PriceTier> Tiers() => [.. Bounds().Select(bound => new PriceTier(bound, Money(), Flip() ? 0m : Fee()))];

    // Rising, the last one open.
    private IEnumerable<decimal?> Bounds()
    {
        var bound = 0m;
        for (var left = random.Next(4); left > 0; left--)
        {
            bound += Units() + 0.1m;
            yield return bound;
        }

        yield return null;
    }

    private decimal Money() => random.Next(3) == 0 ? random.Next(100) : Decimals(0, 1_000_000, 5);

    private decimal Fee() => Decimals(0, 10_000, 2);

    private decimal Percent() => Decimals(0, 10_000, 2);

    private decimal Units() => random.Next(2) == 0 ? random.Next(1, 100) : Decimals(1, 2_000, 1);

    private decimal Size() => random.Next(2) == 0 ? random.Next(1, 100) : Decimals(1, 500, 1);

    private decimal Decimals(int from, int to, byte scale) => new(random.Next(from, to + 1), 0, 0, isNegative: false, scale);

    private bool Flip() => random.Next(2) == 0;

    private bool Seldom() => random.Next(5) == 0;
}
