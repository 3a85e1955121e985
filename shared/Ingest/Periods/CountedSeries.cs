using System.Text;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Ingest;

/// <summary>One meter and group of a period or of a part of it, counted from records, with the very semantics of the roll-ups.</summary>
internal sealed class CountedSeries
{
    private readonly HashSet<string> texts = new(StringComparer.Ordinal);
    private readonly List<(long TimeMs, byte[] Id, decimal Quantity)>? samples;
    private UInt128 set;
    private decimal sum;
    private decimal min = decimal.MaxValue;
    private decimal max = decimal.MinValue;
    private (DateTimeOffset Time, byte[] Id, decimal Quantity)? latest;

    /// <summary>Counts; with <paramref name="keepsSamples"/> it can tell a gauge's average too, at the price of memory.</summary>
    public CountedSeries(bool keepsSamples = false) => samples = keepsSamples ? [] : null;

    public long Count { get; private set; }

    public UInt128 Set => set;

    public string SetHash => Hash128.Text(set);

    public void Add(UsageMeasure measure, DateTimeOffset time, string id, UInt128 element)
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

        var sample = (time, Encoding.UTF8.GetBytes(id), measure.Quantity);
        samples?.Add((time.ToUnixTimeMilliseconds(), sample.Item2, measure.Quantity));
        latest = latest is not { } last || Compare(sample, last) > 0 ? sample : latest;
    }

    /// <summary>Takes in all that another one counted.</summary>
    public void Add(CountedSeries other)
    {
        Count += other.Count;
        set += other.set;
        sum += other.sum;
        min = Math.Min(min, other.min);
        max = Math.Max(max, other.max);
        texts.UnionWith(other.texts);
        samples?.AddRange(other.samples ?? []);
        latest = other.latest is { } theirs && (latest is not { } mine || Compare(theirs, mine) > 0) ? theirs : latest;
    }

    /// <summary>The quantity by the meter's rule; null for a time-weighted meter, which needs a window, and where nothing was counted.</summary>
    public decimal? Quantity(MeterAggregation aggregation) => Count == 0 ? null : aggregation switch
    {
        MeterAggregation.Sum or MeterAggregation.Count => sum,
        MeterAggregation.Min => min,
        MeterAggregation.Max => max,
        MeterAggregation.Unique => texts.Count,
        MeterAggregation.Average => Math.Round(sum / Count, Quantities.Decimals, MidpointRounding.AwayFromZero),
        MeterAggregation.Latest => latest?.Quantity,
        _ => null,
    };

    /// <summary>What a part of a period adds to a gauge's average over the period; the last value holds until the contract ends.</summary>
    public decimal TimeWeightedQuantity(BillingPeriod period, DateTimeOffset contractEnd, DateTimeOffset from, DateTimeOffset to) => TimeWeighted.Of(
        samples ?? throw new InvalidOperationException("The series was counted without its samples."),
        period.Start.ToUnixTimeMilliseconds(), period.End.ToUnixTimeMilliseconds(), contractEnd.ToUnixTimeMilliseconds(), from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());

    private static int Compare((DateTimeOffset Time, byte[] Id, decimal Quantity) left, (DateTimeOffset Time, byte[] Id, decimal Quantity) right)
    {
        var time = left.Time.CompareTo(right.Time);
        return time != 0 ? time : left.Id.AsSpan().SequenceCompareTo(right.Id);
    }
}
