using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>Usage counted hour by hour or day by day; the inner price rates each bucket, or the sum of them.</summary>
internal static class BucketedPricing
{
    /// <summary>Charges the events.</summary>
    public static void Add(BucketedPrice price, ImmutableArray<PricedEvent> events, PriceSlice slice, ref StepList steps)
    {
        var zone = slice.Coverage?.Account;
        var buckets = new SortedDictionary<DateTimeOffset, decimal>();
        foreach (var one in events)
        {
            var start = BillingCalendar.BucketStart(zone, one.Time, price.Bucket);
            buckets[start] = !buckets.TryGetValue(start, out var before) ? one.Quantity
                : price.Aggregation == BucketAggregation.Sum ? before + one.Quantity
                : Math.Max(before, one.Quantity);
        }

        Charge(price, buckets.Values, slice, ref steps);
    }

    /// <summary>Charges quantities of buckets, in the order of time.</summary>
    public static void Charge(BucketedPrice price, IReadOnlyCollection<decimal> quantities, PriceSlice slice, ref StepList steps)
    {
        var values = QuantityTerms.ApplyEach(price, quantities, ref steps);
        var whole = new PriceSlice(0m) { IsLast = slice.IsLast, Currency = slice.Currency };
        if (price.PriceOn == BucketPricing.Total)
        {
            PriceWalk.Add(price.Price, values.Sum(), whole, ref steps);
            return;
        }

        // Buckets of one quantity cost the same, so they are charged together: a month of hours would make a derivation nobody reads.
        var unit = price.Bucket == BucketSize.Hour ? "hour" : "day";
        foreach (var alike in values.GroupBy(value => value).OrderBy(alike => alike.Key))
        {
            Repeat(price.Price, alike.Key, alike.Count(), unit, whole, ref steps);
        }

        // A bucket whose usage was free wholly is as good as empty.
        if (ChargesEmpty(price.Price) && slice is { IsLast: true, Coverage: { } coverage })
        {
            Repeat(price.Price, 0m, BillingCalendar.CountBuckets(coverage.Account, coverage.From, coverage.To, price.Bucket) - values.Count, unit, whole, ref steps);
        }
    }

    // A price that is trued up is due in every bucket; any other would charge nothing for usage that never was.
    private static bool ChargesEmpty(Price price) => price.Minimum is > 0 || price.Commitment is { TrueUp: true };

    private static void Repeat(Price price, decimal quantity, long times, string unit, PriceSlice slice, ref StepList steps)
    {
        if (times <= 0)
        {
            return;
        }

        var once = new StepList(4);
        PriceWalk.Add(price, quantity, slice, ref once);
        foreach (var step in once.ToAmount().Steps)
        {
            steps.Add(step with
            {
                Description = string.Create(CultureInfo.InvariantCulture, $"{times} {unit}{(times == 1 ? string.Empty : "s")} of {quantity}: {step.Description}"),
                Quantity = step.Quantity * times,
                FlatAmount = step.FlatAmount * times,
                Amount = step.Amount * times,
            });
        }
    }
}
