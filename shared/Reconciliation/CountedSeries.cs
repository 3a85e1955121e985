using System.Text;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;

namespace RevenueFunctions.Reconciliation;

/// <summary>One meter and group of a period, counted from records.</summary>
internal sealed class CountedSeries
{
    private readonly HashSet<string> texts = new(StringComparer.Ordinal);
    private UInt128 set;
    private decimal sum;
    private decimal min = decimal.MaxValue;
    private decimal max = decimal.MinValue;
    private (DateTimeOffset Time, byte[] Id, decimal Quantity)? latest;

    public long Count { get; private set; }

    public string SetHash => Hash128.Text(set);

    public void Add(UsageMeasure measure, UsageRecord record, UInt128 element)
    {
        Count++;
        set += element;
        sum += measure.Quantity;
        min = Math.Min(min, measure.Quantity);
        max = Math.Max(max, measure.Quantity);
        if (measure.Text is not null)
        {
            texts.Add(measure.Text);
        }

        var sample = (record.Time, Encoding.UTF8.GetBytes(record.Id), measure.Quantity);
        if (latest is not { } last || Compare(sample, last) > 0)
        {
            latest = sample;
        }
    }

    /// <summary>The quantity by the meter's rule; null for a time-weighted meter, whose records are compared by count and set only.</summary>
    public decimal? Quantity(MeterAggregation aggregation) => aggregation switch
    {
        MeterAggregation.Sum or MeterAggregation.Count => sum,
        MeterAggregation.Min => min,
        MeterAggregation.Max => max,
        MeterAggregation.Unique => texts.Count,
        MeterAggregation.Average => Math.Round(sum / Count, Quantities.Decimals, MidpointRounding.AwayFromZero),
        MeterAggregation.Latest => latest?.Quantity,
        _ => null,
    };

    private static int Compare((DateTimeOffset Time, byte[] Id, decimal Quantity) left, (DateTimeOffset Time, byte[] Id, decimal Quantity) right)
    {
        var time = left.Time.CompareTo(right.Time);
        return time != 0 ? time : left.Id.AsSpan().SequenceCompareTo(right.Id);
    }
}
