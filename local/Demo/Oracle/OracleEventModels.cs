using RevenueFunctions.Catalog;

namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>The models that look at each event.</summary>
internal static class OracleEventModels
{
    /// <summary>Walks the amounts in the order of time and charges each by itself.</summary>
    public static decimal Percentage(PercentagePrice price, IReadOnlyList<decimal> amounts)
    {
        var hasFree = price.FreeEvents is > 0 || price.FreeAmount is > 0;
        var (total, freeEvents, freeAmount) = (0m, price.FreeEvents is > 0 ? price.FreeEvents.Value : long.MaxValue, price.FreeAmount is > 0 ? price.FreeAmount.Value : decimal.MaxValue);
        foreach (var amount in amounts)
        {
            if (amount < 0)
            {
                // A correction: the rate alone.
                total += amount * price.Rate / 100m;
            }
            else if (hasFree && freeEvents > 0 && amount <= freeAmount)
            {
                freeEvents--;
                freeAmount -= amount;
            }
            else
            {
                var paid = hasFree && freeEvents > 0 ? amount - freeAmount : amount;
                hasFree = false;
                var cost = (paid * price.Rate / 100m) + price.FixedFee;
                total += Math.Min(Math.Max(cost, price.PerTransactionMinimum ?? cost), price.PerTransactionMaximum ?? decimal.MaxValue);
            }
        }

        return total;
    }

    /// <summary>Puts the events into their hours or days and charges each by itself.</summary>
    public static decimal Bucketed(BucketedPrice price, OracleUsage usage)
    {
        var part = usage.Part ?? new OraclePart("Etc/UTC", default, default, default, default);
        var buckets = usage.Events is null
            ? [usage.Quantity]
            : usage.InOrder.GroupBy(one => BucketOf(part, price.Bucket, one.Time))
                .Select(bucket => price.Aggregation == BucketAggregation.Sum ? bucket.Sum(one => one.Quantity) : bucket.Max(one => one.Quantity)).ToList();
        var paid = OracleQuantities.PaidOf(price, buckets).ToList();
        var whole = new OracleUsage(0m) { IsLast = usage.IsLast, Currency = usage.Currency };
        if (price.PriceOn == BucketPricing.Total)
        {
            return OraclePrices.Of(price.Price, whole with { Quantity = paid.Sum() });
        }

        // Where a bucket costs something even when nothing was used in it, all buckets of the part are charged, also those whose usage was free.
        var isDueAlways = price.Price.Minimum is > 0 || price.Price.Commitment is { TrueUp: true };
        var empty = isDueAlways && usage is { IsLast: true, Part: not null } ? Math.Max(0, CountIn(part, price.Bucket) - paid.Count) : 0;
        return paid.Sum(quantity => OraclePrices.Of(price.Price, whole with { Quantity = quantity })) + (empty * OraclePrices.Of(price.Price, whole));
    }

    /// <summary>
    /// The level between two readings costs what so many units cost graduated, for the share of the period that it lasted. What came last is on
    /// top, so what goes first is what came last.
    /// </summary>
    public static decimal TimeWeighted(TimeWeightedGraduatedPrice price, OracleUsage usage)
    {
        var part = usage.Part!;
        var whole = part.Share(price.Proration).Whole;
        var bands = price.Tiers.Select(tier => (tier.UpTo, tier.UnitAmount)).ToList();
        var (amount, read, level, highest, since) = (0m, 0m, 0m, 0m, part.From);
        foreach (var one in usage.InOrder.Where(one => one.Time < part.To))
        {
            var at = one.Time > part.From ? one.Time : part.From;
            amount += OracleModels.Bands(bands, level) * (part.Left(price.Proration, since) - part.Left(price.Proration, at));
            read = price.Readings == GaugeReadings.Levels ? one.Quantity : read + one.Quantity;
            level = Math.Max(0m, OracleQuantities.Converted(price, read) - (price.UsageDiscount ?? 0m) - (price.IncludedUnits ?? 0m));

            // What was before the part only says at which level it begins.
            highest = one.Time > part.From ? Math.Max(highest, level) : level;
            since = at;
        }

        // A correction of more than there ever was charges nothing, not even a flat fee.
        if (read < 0)
        {
            return 0m;
        }

        amount += OracleModels.Bands(bands, level) * part.Left(price.Proration, since);
        return (amount / whole) + OracleModels.Fees(price.Tiers.Select(tier => (tier.UpTo, tier.FlatAmount)), highest, price.FirstFlatFeeAtZero);
    }

    private static object BucketOf(OraclePart part, BucketSize size, DateTimeOffset time) => size == BucketSize.Hour ? part.HourOf(time) : part.DateOf(time);

    // Looks at every quarter of an hour: no zone changes its clocks by less.
    private static int CountIn(OraclePart part, BucketSize size)
    {
        var found = new HashSet<object>();
        if (part.From < part.To)
        {
            found.Add(BucketOf(part, size, part.To.AddTicks(-1)));
        }

        for (var at = part.From; at < part.To; at += TimeSpan.FromMinutes(15))
        {
            found.Add(BucketOf(part, size, at));
        }

        return found.Count;
    }
}
