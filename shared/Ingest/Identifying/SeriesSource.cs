using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;

namespace RevenueFunctions.Ingest;

/// <summary>The series of one contract and meter, by the values of the meter's dimensions.</summary>
internal sealed class SeriesSource
{
    private const int Kept = 10_000;
    private readonly string subscriptionId;
    private readonly MeterPlan plan;
    private readonly MeterSeries? only;
    private readonly ConcurrentDictionary<byte[], MeterSeries> byGroup = new(Utf8Comparer.Instance);
    private readonly ConcurrentDictionary<byte[], MeterSeries>.AlternateLookup<ReadOnlySpan<byte>> lookup;

    public SeriesSource(string subscriptionId, MeterPlan plan)
    {
        (this.subscriptionId, this.plan) = (subscriptionId, plan);
        lookup = byGroup.GetAlternateLookup<ReadOnlySpan<byte>>();
        only = plan.GroupBy.Length == 0 ? new MeterSeries(subscriptionId, plan.Meter.Key, plan.Meter.Aggregation, NoGroup) : null;
    }

    public static ImmutableSortedDictionary<string, string> NoGroup { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The series for an event's dimensions. A dimension that the event lacks has the empty value.</summary>
    public MeterSeries? Of(ReadOnlySpan<JsonValue> values, UsageItem item)
    {
        if (only is not null)
        {
            return only;
        }

        Span<byte> key = stackalloc byte[plan.GroupPaths.Length * ((EventText.IdCharacters * 4) + 1)];
        var length = 0;
        for (var at = 0; at < plan.GroupPaths.Length; at++)
        {
            var value = values[plan.GroupPaths[at]];
            var text = value.IsScalar ? value.Text().Span : default;
            if (!Accept(text, value, item, plan.GroupBy[at]))
            {
                return null;
            }

            text.CopyTo(key[length..]);
            length += text.Length;
            key[length++] = 0;
        }

        return lookup.TryGetValue(key[..length], out var series) ? series : Add(key[..length]);
    }

    private static bool Accept(ReadOnlySpan<byte> text, JsonValue value, UsageItem item, string path)
    {
        var fault = !value.IsAbsent && !value.IsScalar ? QuarantineReason.WrongType
            : text.IsEmpty ? QuarantineReason.None
            : EventText.Check(text, EventText.IdCharacters);
        if (fault != QuarantineReason.None)
        {
            item.Quarantine(fault, detail: path);
        }

        return fault == QuarantineReason.None;
    }

    private MeterSeries Add(ReadOnlySpan<byte> key)
    {
        if (byGroup.Count >= Kept)
        {
            // A dimension with endless values (a request id) must not fill the memory.
            byGroup.Clear();
        }

        var group = NoGroup.ToBuilder();
        var at = 0;
        foreach (var path in plan.GroupBy)
        {
            var end = at + key[at..].IndexOf((byte)0);
            group[path] = Encoding.UTF8.GetString(key[at..end]);
            at = end + 1;
        }

        var series = new MeterSeries(subscriptionId, plan.Meter.Key, plan.Meter.Aggregation, group.ToImmutable());
        return byGroup.GetOrAdd(key.ToArray(), series);
    }
}
