using System.Collections.Immutable;
using RevenueFunctions.Ingest;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Reconciliation;

/// <summary>A period's usage counted from its records, one by one, without a roll-up.</summary>
public sealed class CountedUsage
{
    private readonly SortedDictionary<string, CountedSeries> series = new(StringComparer.Ordinal);
    private UInt128 set;

    /// <summary>Records counted.</summary>
    public long EventCount { get; private set; }

    /// <summary>Their set hash, 32 hex digits.</summary>
    public string SetHash => Hash128.Text(set);

    /// <summary>The series counted, by <see cref="KeyOf"/>.</summary>
    internal IReadOnlyDictionary<string, CountedSeries> Series => series;

    /// <summary>Takes a record in.</summary>
    public void Add(UsageRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var element = RecordElement.Of(record);
        EventCount++;
        set += element;
        foreach (var measure in record.Measures)
        {
            var key = KeyOf(measure.SubscriptionId, measure.Meter, measure.Group);
            if (!series.TryGetValue(key, out var counted))
            {
                series[key] = counted = new CountedSeries();
            }

            counted.Add(measure, record, element);
        }
    }

    /// <summary>The identity of a usage series as text.</summary>
    public static string KeyOf(string subscriptionId, string meter, ImmutableSortedDictionary<string, string> group) =>
        $"{subscriptionId}/{meter}{{{string.Join(", ", group.Select(dimension => $"{dimension.Key}={dimension.Value}"))}}}";

    /// <summary>The identity of a metered usage as text.</summary>
    public static string KeyOf(MeteredUsage usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        return KeyOf(usage.SubscriptionId, usage.Meter, usage.Group);
    }
}
