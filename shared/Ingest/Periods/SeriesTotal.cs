using System.Text;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Ingest;

/// <summary>The roll-ups of one series, merged.</summary>
internal sealed class SeriesTotal
{
    private RollupRow? last;
    private long latestMs = long.MinValue;
    private byte[] latestId = [];
    private UInt128 set;

    public MeterAggregation Aggregation => last!.Aggregation;

    public string SubscriptionId => last!.SubscriptionId;

    public long Count { get; private set; }

    public decimal Sum { get; private set; }

    public decimal Min { get; private set; } = decimal.MaxValue;

    public decimal Max { get; private set; } = decimal.MinValue;

    public decimal Latest { get; private set; }

    public void Add(RollupRow row)
    {
        last = row;
        if (row.Count == 0)
        {
            return;
        }

        Count += row.Count;
        Sum += row.Sum;
        Min = Math.Min(Min, row.Min);
        Max = Math.Max(Max, row.Max);
        set += Hash128.Parse(row.SetHash);
        var id = Encoding.UTF8.GetBytes(row.LatestId);
        if (row.LatestMs > latestMs || (row.LatestMs == latestMs && id.AsSpan().SequenceCompareTo(latestId) > 0))
        {
            (Latest, latestMs, latestId) = (row.Latest, row.LatestMs, id);
        }
    }

    public MeteredUsage ToUsage(decimal quantity) => new(last!.SubscriptionId, last.Meter, last.Group, quantity, Count, Hash128.Text(set));
}
