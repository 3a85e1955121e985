using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;

namespace RevenueFunctions.Reconciliation;

/// <summary>A period's usage counted from its records, one by one, without a roll-up.</summary>
public sealed class CountedUsage
{
    private readonly SortedDictionary<string, SortedDictionary<string, (string Meter, CountedSeries Counted)>> series = new(StringComparer.Ordinal);
    private UInt128 set;

    /// <summary>Records counted.</summary>
    public long EventCount { get; private set; }

    /// <summary>Their set hash, 32 hex digits.</summary>
    public string SetHash => Hash128.Text(set);

    /// <summary>Takes a record in.</summary>
    public void Add(UsageRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var element = RecordElement.Of(record);
        EventCount++;
        set += element;
        foreach (var measure in record.Measures)
        {
            var key = UsageKey.Of(measure);
            if (!series.TryGetValue(key, out var byLateness))
            {
                series[key] = byLateness = new(StringComparer.Ordinal);
            }

            if (!byLateness.TryGetValue(record.LateFrom ?? string.Empty, out var counted))
            {
                byLateness[record.LateFrom ?? string.Empty] = counted = (measure.Meter, new CountedSeries());
            }

            counted.Counted.Add(measure, record.Time, record.Id, element);
        }
    }

    /// <summary>
    /// What the records come to, by <see cref="UsageKey"/>. Late usage has the quantity that it adds, as in the roll-ups; a time-weighted meter has none here,
    /// its records are compared by count and set only.
    /// </summary>
    internal IReadOnlyDictionary<string, CountedFigures> Figures(CatalogSnapshot catalog)
    {
        var figures = new SortedDictionary<string, CountedFigures>(StringComparer.Ordinal);
        foreach (var (key, byLateness) in series)
        {
            var (all, before) = (new CountedSeries(), (decimal?)0m);
            foreach (var (lateFrom, (meter, counted)) in byLateness)
            {
                all.Add(counted);
                var quantity = catalog.Meters.TryGetValue(meter, out var known) ? all.Quantity(known.Aggregation) : null;
                figures.Add(lateFrom.Length == 0 ? key : $"{key} late from {lateFrom}", new CountedFigures(counted.Count, counted.SetHash, quantity - before));
                before = quantity;
            }
        }

        return figures;
    }
}

/// <summary>The figures of one usage series, counted.</summary>
internal sealed record CountedFigures(long Count, string SetHash, decimal? Quantity);
