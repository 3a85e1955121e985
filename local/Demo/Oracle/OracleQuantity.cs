using RevenueFunctions.Catalog;

namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>Aggregates values the plain way: it keeps what it needs, or every event, and computes at the end.</summary>
internal sealed class OracleQuantity(MeterAggregation aggregation, bool keepsEvents = false)
{
    private readonly HashSet<string> distinct = new(StringComparer.Ordinal);
    private readonly List<(long Milliseconds, string Id, decimal Value)> gauge = [];
    private readonly List<OracleEvent> events = [];
    private decimal sum;
    private decimal min = decimal.MaxValue;
    private decimal max = decimal.MinValue;
    private (long Milliseconds, string Id, decimal Value) latest = (long.MinValue, string.Empty, 0m);

    /// <summary>Several as one.</summary>
    public static OracleQuantity Of(MeterAggregation aggregation, IEnumerable<OracleQuantity> parts)
    {
        var all = new OracleQuantity(aggregation);
        foreach (var part in parts)
        {
            all.distinct.UnionWith(part.distinct);
            all.gauge.AddRange(part.gauge);
            all.events.AddRange(part.events);
            all.sum += part.sum;
            all.min = Math.Min(all.min, part.min);
            all.max = Math.Max(all.max, part.max);
            all.Count += part.Count;
            var isLater = part.latest.Milliseconds > all.latest.Milliseconds
                || (part.latest.Milliseconds == all.latest.Milliseconds && string.CompareOrdinal(part.latest.Id, all.latest.Id) > 0);
            all.latest = isLater ? part.latest : all.latest;
        }

        return all;
    }

    /// <summary>Every event, where they are kept.</summary>
    public IReadOnlyList<OracleEvent> Events => events;

    /// <summary>Events taken in.</summary>
    public long Count { get; private set; }

    /// <summary>Takes one event in.</summary>
    public void Add(decimal value, string? text, DateTimeOffset time, string id)
    {
        var at = time.ToUnixTimeMilliseconds();
        Count++;
        if (keepsEvents)
        {
            events.Add(new OracleEvent(DateTimeOffset.FromUnixTimeMilliseconds(at), value));
        }

        switch (aggregation)
        {
            case MeterAggregation.Unique:
                distinct.Add(text!);
                return;
            case MeterAggregation.TimeWeighted:
                gauge.Add((at, id, value));
                return;
            case MeterAggregation.Latest when at > latest.Milliseconds || (at == latest.Milliseconds && string.CompareOrdinal(id, latest.Id) > 0):
                latest = (at, id, value);
                return;
            default:
                sum += value;
                min = Math.Min(min, value);
                max = Math.Max(max, value);
                return;
        }
    }

    /// <summary>The quantity over a period; a gauge's last value counts until the contract ends.</summary>
    public decimal Over(DateTimeOffset from, DateTimeOffset to, DateTimeOffset? contractEnd = null) => aggregation switch
    {
        MeterAggregation.Sum => sum,
        MeterAggregation.Count => Count,
        MeterAggregation.Min => min,
        MeterAggregation.Max => max,
        MeterAggregation.Latest => latest.Value,
        MeterAggregation.Unique => distinct.Count,
        MeterAggregation.Average => Rounded(sum / Count),
        MeterAggregation.TimeWeighted => TimeWeighted(from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds(), (contractEnd < to ? contractEnd.Value : to).ToUnixTimeMilliseconds()),
        _ => throw new InvalidOperationException($"The oracle does not know {aggregation}."),
    };

    private decimal TimeWeighted(long from, long to, long end)
    {
        var points = gauge.OrderBy(point => point.Milliseconds).ThenBy(point => point.Id, StringComparer.Ordinal).ToList();
        var area = 0m;
        for (var i = 0; i < points.Count; i++)
        {
            // What was measured before the period, and is charged late, is the value at its start.
            var since = Math.Max(points[i].Milliseconds, from);
            var until = i + 1 < points.Count ? Math.Max(points[i + 1].Milliseconds, from) : end;
            area += points[i].Value * Math.Max(0, until - since);
        }

        return Rounded(area / (to - from));
    }

    private static decimal Rounded(decimal quantity) => decimal.Round(quantity, 12, MidpointRounding.AwayFromZero);
}
