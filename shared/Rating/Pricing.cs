using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>Applies a price to usage.</summary>
public static class Pricing
{
    private static readonly PriceSlice WholePeriod = new(0m);

    /// <summary>The price model's name, as the catalog's JSON writes it.</summary>
    public static string ModelOf(Price price) => price switch
    {
        FlatPrice => "flat",
        PerUnitPrice => "perUnit",
        GraduatedPrice => "graduated",
        VolumePrice => "volume",
        PackagePrice => "package",
        PercentagePrice => "percentage",
        GraduatedPercentagePrice => "graduatedPercentage",
        StairStepPrice => "stairStep",
        DynamicPrice => "dynamic",
        BlockPrice => "block",
        BucketedPrice => "bucketed",
        TimeWeightedGraduatedPrice => "timeWeightedGraduated",
        _ => throw new ArgumentOutOfRangeException(nameof(price), price, "Unknown price model."),
    };

    /// <summary>Whether the amount depends on the single events, so that the aggregated quantity is not enough.</summary>
    public static bool NeedsEvents(Price price) => price is PercentagePrice or DynamicPrice or BucketedPrice or TimeWeightedGraduatedPrice;

    /// <summary>The amount of a quantity over a whole period.</summary>
    /// <exception cref="OverflowException">The amount exceeds 28 digits.</exception>
    public static PricedAmount Compute(Price price, decimal quantity)
    {
        ArgumentNullException.ThrowIfNull(price);
        var steps = new StepList(PriceWalk.StepsOf(price, quantity));
        PriceWalk.Add(price, quantity, WholePeriod, ref steps);
        return steps.ToAmount();
    }

    /// <summary>The amount of a fee for the part of a period that is covered.</summary>
    public static PricedAmount Compute(FlatPrice price, Coverage coverage) => Compute(price, new PriceSlice(1m) { Coverage = coverage });

    /// <summary>
    /// The amount of a slice of a period. A split period is rated cumulatively: everything since its start, less what was billed already.
    /// </summary>
    /// <exception cref="OverflowException">The amount exceeds 28 digits.</exception>
    public static PricedAmount Compute(Price price, PriceSlice slice)
    {
        ArgumentNullException.ThrowIfNull(price);
        ArgumentNullException.ThrowIfNull(slice);
        slice = price is PercentagePrice or DynamicPrice ? WithEvents(slice) : slice;
        if (slice.Prior is not { } prior)
        {
            var steps = new StepList(PriceWalk.StepsOf(price, slice.Quantity));
            PriceWalk.Add(price, slice.Quantity, InOrder(slice, []), ref steps);
            return steps.ToAmount();
        }

        var before = InOrder(slice with { Quantity = prior.Quantity, Events = slice.Events is null ? null : [], IsLast = false }, prior.Events);
        var usedBefore = price.Commitment is not null && prior.Base is { } used ? used - ListAmount(price, before) : 0m;
        var cumulative = new StepList(4);
        PriceWalk.Add(price, prior.Quantity + slice.Quantity, InOrder(slice, prior.Events), ref cumulative, usedBefore);
        if (prior.Amount is { } billed)
        {
            Less(billed, slice.Currency, ref cumulative);
        }
        else
        {
            var earlier = new StepList(4);
            PriceWalk.Add(price, prior.Quantity, before, ref earlier, usedBefore);
            cumulative.Adjust("rated before", -earlier.Amount);
        }

        return cumulative.ToAmount();
    }

    /// <summary>The sum of windows, each rated by itself with all terms: a commitment for each window.</summary>
    public static PricedAmount Compute(IReadOnlyList<(Price Price, decimal Quantity)> windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        var steps = new StepList(windows.Count);
        foreach (var (price, quantity) in windows)
        {
            foreach (var step in Compute(price, quantity).Steps)
            {
                steps.Add(step);
            }
        }

        return steps.ToAmount();
    }

    // What was billed is whole minor units, so it is compared with whole minor units: 3.685 of which 3.69 was billed leaves nothing, not -0.01.
    private static void Less(decimal billed, string? currency, ref StepList steps)
    {
        var rounded = currency is null ? steps.Amount : Currencies.Round(new Money(steps.Amount, currency)).Amount;
        if (rounded != steps.Amount)
        {
            steps.Adjust("rounded, as what was billed", rounded - steps.Amount);
        }

        steps.Adjust("billed already", -billed);
    }

    // Where only quantities are known, each is one event: what came before is never merged with what comes now, since each pays its fee.
    private static PriceSlice WithEvents(PriceSlice slice)
    {
        slice = slice.Events is null ? slice with { Events = OneEvent(DateTimeOffset.MaxValue, slice.Quantity) } : slice;
        return slice.Prior is { Events.IsEmpty: true } prior
            ? slice with { Prior = prior with { Events = OneEvent(DateTimeOffset.MinValue, prior.Quantity) } }
            : slice;
    }

    private static ImmutableArray<PricedEvent> OneEvent(DateTimeOffset time, decimal quantity) => quantity == 0 ? [] : [new PricedEvent(time, quantity)];

    private static decimal ListAmount(Price price, PriceSlice slice)
    {
        var steps = new StepList(4);
        PriceWalk.AddModel(price, slice.Quantity, slice, ref steps);
        return steps.Amount;
    }

    // In the order of time; what happens at one instant, in an order of its own, so that it never matters how the events arrived.
    private static PriceSlice InOrder(PriceSlice slice, ImmutableArray<PricedEvent> earlier) => slice.Events is null && earlier.IsEmpty
        ? slice
        : slice with
        {
            Events = [.. earlier.Concat(slice.Events ?? []).OrderBy(one => one.Time).ThenBy(one => one.Quantity).ThenBy(one => one.Amount)],
        };
}
