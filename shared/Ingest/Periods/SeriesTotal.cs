using System.Text;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Ingest;

/// <summary>The roll-ups of one series, merged.</summary>
internal sealed class SeriesTotal(string id)
{
    private RollupRow? last;
    private long latestMs = long.MinValue;
    private byte[] latestId = [];

    /// <summary>The series whose own rows (counted values, samples) it takes in.</summary>
    public List<string> Ids { get; } = [id];

    public MeterAggregation Aggregation => last!.Aggregation;

    public string SubscriptionId => last!.SubscriptionId;

    public string Meter => last!.Meter;

    public string? LateFrom => last!.LateFrom;

    /// <summary>Subscription, meter and group: the same for usage that came late.</summary>
    public string Key => $"{last!.SubscriptionId}\u001F{last.Meter}\u001F{string.Join('\u001F', last.Group.Select(one => $"{one.Key}={one.Value}"))}";

    public long Count { get; private set; }

    public UInt128 Set { get; private set; }

    public decimal Sum { get; private set; }

    public decimal Min { get; private set; } = decimal.MaxValue;

    public decimal Max { get; private set; } = decimal.MinValue;

    public decimal Latest { get; private set; }

    public void Add(RollupRow row)
    {
        last = row;
        if (row.Count > 0)
        {
            Merge(row.Count, row.Sum, row.Min, row.Max, Hash128.Parse(row.SetHash), (row.LatestMs, Encoding.UTF8.GetBytes(row.LatestId), row.Latest));
        }
    }

    /// <summary>Takes the records of another series in.</summary>
    public void Add(SeriesTotal other)
    {
        last ??= other.last;
        Ids.AddRange(other.Ids);
        Merge(other.Count, other.Sum, other.Min, other.Max, other.Set, (other.latestMs, other.latestId, other.Latest));
    }

    /// <summary>As usage of a quantity that the caller took from it.</summary>
    public MeteredUsage ToUsage(decimal quantity) => new(last!.SubscriptionId, last.Meter, last.Group, quantity, Count, Hash128.Text(Set), last.LateFrom);

    private void Merge(long count, decimal sum, decimal min, decimal max, UInt128 set, (long TimeMs, byte[] Id, decimal Value) latest)
    {
        Count += count;
        Sum += sum;
        Min = Math.Min(Min, min);
        Max = Math.Max(Max, max);
        Set += set;
        if (latest.TimeMs > latestMs || (latest.TimeMs == latestMs && latest.Id.AsSpan().SequenceCompareTo(latestId) > 0))
        {
            (Latest, latestMs, latestId) = (latest.Value, latest.TimeMs, latest.Id);
        }
    }
}
