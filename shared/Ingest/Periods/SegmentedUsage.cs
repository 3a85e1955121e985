using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Ingest;

/// <summary>
/// The usage of contracts that changed within a period, part by part: each meter aggregated in each part as the roll-ups aggregate it over the whole. A gauge
/// goes on with the value it had. Usage that came late for an earlier period belongs to the first part.
/// </summary>
/// <param name="catalog">Says how the meters aggregate.</param>
/// <param name="account">Whose period.</param>
/// <param name="period">The period.</param>
/// <param name="cuts">Of each contract that changed, when: instants within the period, in order. A contract that is not named is one part.</param>
internal sealed class SegmentedUsage(
    CatalogSnapshot catalog, Account account, BillingPeriod period, IReadOnlyDictionary<string, ImmutableArray<DateTimeOffset>> cuts)
{
    private readonly SortedDictionary<string, Series> all = new(StringComparer.Ordinal);

    /// <summary>Takes an event in, in any order.</summary>
    public void Add(MeasuredEvent measured)
    {
        var (measure, key) = (measured.Measure, UsageKey.Of(measured.Measure));
        if (!all.TryGetValue(key, out var series))
        {
            all[key] = series = new Series(measure, IsGauge(measure.Meter));
        }

        var part = measured.LateFrom is not null ? 0 : CutsOf(measure.SubscriptionId).Count(cut => cut <= measured.Time);
        series.Of(measured.LateFrom ?? string.Empty, part).Add(measure, measured.Time, measured.Id, Hash128.Parse(measured.SetHash));
    }

    /// <summary>The usage of each part; the quantities of late usage are what they add, as in the roll-ups.</summary>
    public ImmutableArray<MeteredUsage> ToUsage()
    {
        var usage = ImmutableArray.CreateBuilder<MeteredUsage>();
        foreach (var series in all.Values)
        {
            var subscriptionId = series.Measure.SubscriptionId;
            ImmutableArray<DateTimeOffset> bounds = [StartOf(subscriptionId), .. CutsOf(subscriptionId), EndOf(subscriptionId)];
            for (var part = 0; part < bounds.Length - 1; part++)
            {
                var of = UsageOf(series, part, bounds[part], part == bounds.Length - 2 ? period.End : bounds[part + 1]);
                var (from, to) = (bounds[part], bounds[part + 1]);
                usage.AddRange(bounds.Length == 2 ? of : of.Select(one => one with { From = from, To = to }));
            }
        }

        return usage.ToImmutable();
    }

    private IEnumerable<MeteredUsage> UsageOf(Series series, int part, DateTimeOffset from, DateTimeOffset to)
    {
        var (before, gauge, counted) = (0m, IsGauge(series.Measure.Meter), new CountedSeries());
        var samples = new CountedSeries(keepsSamples: true);
        foreach (var (lateFrom, parts) in series.ByLateness)
        {
            var own = parts.GetValueOrDefault(part) ?? new CountedSeries();
            counted.Add(own);
            if (gauge)
            {
                foreach (var earlier in parts.Where(one => one.Key <= part))
                {
                    samples.Add(earlier.Value);
                }
            }

            var quantity = gauge ? samples.TimeWeightedQuantity(period, EndOf(series.Measure.SubscriptionId), from, to) : counted.Quantity(AggregationOf(series.Measure.Meter)) ?? 0m;
            if (own.Count > 0 || quantity != before)
            {
                yield return new MeteredUsage(
                    series.Measure.SubscriptionId, series.Measure.Meter, series.Measure.Group, quantity - before, own.Count, own.SetHash,
                    lateFrom.Length == 0 ? null : lateFrom);
            }

            before = quantity;
        }
    }

    private ImmutableArray<DateTimeOffset> CutsOf(string subscriptionId) => cuts.GetValueOrDefault(subscriptionId, []);

    private bool IsGauge(string meter) => AggregationOf(meter) == MeterAggregation.TimeWeighted;

    private MeterAggregation AggregationOf(string meter) => catalog.Meters.TryGetValue(meter, out var known) ? known.Aggregation : MeterAggregation.Sum;

    private DateTimeOffset StartOf(string subscriptionId) => Contract(subscriptionId)?.From is { } begun && begun > period.Start && begun < period.End ? begun : period.Start;

    private DateTimeOffset EndOf(string subscriptionId) =>
        Contract(subscriptionId) is { } contract && ContractTimeline.Of(catalog, contract).End is { } end && end < period.End && end > period.Start ? end : period.End;

    private Subscription? Contract(string subscriptionId) =>
        catalog.SubscriptionsByAccount.GetValueOrDefault(account.Id, []).FirstOrDefault(one => one.Id == subscriptionId);

    /// <summary>A meter and group: by the period that late usage belongs to (own usage first), by the part of this period.</summary>
    private sealed class Series(UsageMeasure measure, bool isGauge)
    {
        public UsageMeasure Measure { get; } = measure;

        public SortedDictionary<string, SortedDictionary<int, CountedSeries>> ByLateness { get; } = new(StringComparer.Ordinal);

        public CountedSeries Of(string lateFrom, int part)
        {
            if (!ByLateness.TryGetValue(lateFrom, out var parts))
            {
                ByLateness[lateFrom] = parts = [];
            }

            if (!parts.TryGetValue(part, out var counted))
            {
                parts[part] = counted = new CountedSeries(isGauge);
            }

            return counted;
        }
    }
}
