using System.Text;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;
using static RevenueFunctions.Tests.Unit.Ingest.IngestWorld;

namespace RevenueFunctions.Tests.Unit.Ingest;

/// <summary>Each aggregation against a naive computation over the same events.</summary>
public sealed class AggregationTests
{
    public static TheoryData<MeterAggregation, int, int> Cases()
    {
        var cases = new TheoryData<MeterAggregation, int, int>();
        foreach (var aggregation in Enum.GetValues<MeterAggregation>())
        {
            foreach (var shards in new[] { 1, 3 })
            {
                foreach (var seed in new[] { 1, 2, 3 })
                {
                    cases.Add(aggregation, shards, seed);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ReadAsync_RandomEventsOutOfOrder_EqualsTheNaiveAggregate(MeterAggregation aggregation, int shards, int seed)
    {
        var world = new IngestWorld(shards: shards, aggregation: aggregation);
        var random = new Random(seed);
        var events = Enumerable.Range(0, 400).Select(at => new Sample(
            $"{at}", Start.AddMinutes(random.Next(200) * 200), random.Next(-0, 2000) / 8m, random.Next(2) == 0 ? "eu" : "us", $"user-{random.Next(30)}")).ToList();
        foreach (var chunk in events.Chunk(70))
        {
            await world.SendAsync(Batch(chunk.Select(one => Event(one.Id, one.Time, one.Value, region: one.Region, user: one.User))));
        }

        var usage = await world.Periods.ReadAsync(world.Acme, world.October);
        Assert.Equal(2, usage.Usage.Length);
        foreach (var metered in usage.Usage)
        {
            var mine = events.Where(one => one.Region == metered.Group["region"]).ToList();
            Assert.Equal(mine.Count, metered.EventCount);
            Assert.Equal(Naive(aggregation, mine, world.October), metered.Quantity);
        }

        await world.ShouldConserveAsync(world.October);
    }

    [Fact]
    public void TimeWeighted_ContractEndsWithinThePeriod_HoldsNoLonger()
    {
        Assert.Equal(4m, TimeWeighted.Of([(250, [1], 8m)], 0, 1000, heldUntilMs: 750));
        Assert.Equal(0m, TimeWeighted.Of([(-500, [1], 8m)], 0, 1000, heldUntilMs: -100));
    }

    [Fact]
    public void TimeWeighted_ValuesHeldForPartsOfThePeriod_AreWeightedByTime()
    {
        // 0 for a quarter, 8 for a half, 4 for the last quarter: (0 + 16 + 4) / 4 = 5.
        Assert.Equal(5m, TimeWeighted.Of([(750, [1], 4m), (250, [1], 8m)], 0, 1000));
    }

    [Fact]
    public void TimeWeighted_SampleFromBeforeThePeriod_HoldsFromItsStart()
    {
        Assert.Equal(6m, TimeWeighted.Of([(-500, [1], 2m), (-100, [1], 4m), (500, [2], 1m), (500, [9], 8m), (500, [3], 2m)], 0, 1000));
    }

    private static decimal Naive(MeterAggregation aggregation, List<Sample> events, BillingPeriod period)
    {
        var ordered = events.OrderBy(one => one.Time).ThenBy(one => one.Id, Comparer<string>.Create((left, right) =>
            Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)))).ToList();
        return aggregation switch
        {
            MeterAggregation.Sum => events.Sum(one => one.Value),
            MeterAggregation.Count => events.Count,
            MeterAggregation.Min => events.Min(one => one.Value),
            MeterAggregation.Max => events.Max(one => one.Value),
            MeterAggregation.Latest => ordered[^1].Value,
            MeterAggregation.Unique => events.Select(one => one.User).Distinct().Count(),
            MeterAggregation.Average => Math.Round(events.Average(one => one.Value), 12, MidpointRounding.AwayFromZero),
            _ => Gauge(ordered, period),
        };
    }

    // Minute by minute: every event lies on a whole minute.
    private static decimal Gauge(List<Sample> ordered, BillingPeriod period)
    {
        var (sum, value, next, minutes) = (0m, 0m, 0, 0);
        for (var minute = period.Start; minute < period.End; minute = minute.AddMinutes(1), minutes++)
        {
            for (; next < ordered.Count && ordered[next].Time <= minute; next++)
            {
                value = ordered[next].Value;
            }

            sum += value;
        }

        return Math.Round(sum / minutes, 12, MidpointRounding.AwayFromZero);
    }

    private sealed record Sample(string Id, DateTimeOffset Time, decimal Value, string Region, string User);
}
