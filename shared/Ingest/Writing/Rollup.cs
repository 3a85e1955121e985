using System.Collections.Immutable;
using System.Text;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Ingest;

/// <summary>The usage of one series in one hour, exact without a scan: written in the same batch as the records it sums up.</summary>
internal sealed class Rollup
{
    private Rollup(MeterSeries series, long hour) => (Series, Hour) = (series, hour);

    public MeterSeries Series { get; }

    public long Hour { get; }

    public long Count { get; private set; }

    public decimal Sum { get; private set; }

    public decimal Min { get; private set; }

    public decimal Max { get; private set; }

    public decimal Latest { get; private set; }

    public long LatestMs { get; private set; }

    public ReadOnlyMemory<byte> LatestId { get; private set; }

    public UInt128 Set { get; private set; }

    public static Rollup New(MeterSeries series, long hour) => new(series, hour);

    public static Rollup Read(MeterSeries series, ReadOnlySpan<byte> stored)
    {
        var row = FabricJson.Read<RollupRow>(stored);
        return new Rollup(series, row.Hour)
        {
            Count = row.Count,
            Sum = row.Sum,
            Min = row.Min,
            Max = row.Max,
            Latest = row.Latest,
            LatestMs = row.LatestMs,
            LatestId = Encoding.UTF8.GetBytes(row.LatestId),
            Set = Hash128.Parse(row.SetHash),
        };
    }

    public Rollup Copy() => (Rollup)MemberwiseClone();

    public void Add(decimal quantity, long timeMs, ReadOnlyMemory<byte> id, UInt128 element)
    {
        if (Count == 0)
        {
            (Min, Max) = (quantity, quantity);
        }
        else
        {
            Min = Math.Min(Min, quantity);
            Max = Math.Max(Max, quantity);
        }

        if (Count == 0 || timeMs > LatestMs || (timeMs == LatestMs && id.Span.SequenceCompareTo(LatestId.Span) > 0))
        {
            (Latest, LatestMs, LatestId) = (quantity, timeMs, id);
        }

        Count++;
        Sum += quantity;
        Set += element;
    }

    /// <summary>Its stored form. The latest id becomes a copy: the cache must not keep a hub event's body alive.</summary>
    public byte[] Write()
    {
        LatestId = LatestId.ToArray();
        return FabricJson.Bytes(new RollupRow(
            Series.SubscriptionId, Series.Meter, Series.Aggregation, Series.Group, Hour, Count, Sum, Min, Max, Latest, LatestMs, Encoding.UTF8.GetString(LatestId.Span), Hash128.Text(Set), Series.LateFrom));
    }
}

/// <summary>A roll-up as it is stored.</summary>
internal sealed record RollupRow(
    string SubscriptionId,
    string Meter,
    MeterAggregation Aggregation,
    ImmutableSortedDictionary<string, string> Group,
    long Hour,
    long Count,
    decimal Sum,
    decimal Min,
    decimal Max,
    decimal Latest,
    long LatestMs,
    string LatestId,
    string SetHash,
    string? LateFrom = null);
