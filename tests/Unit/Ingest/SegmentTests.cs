using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;
using RevenueFunctions.Rating;
using static RevenueFunctions.Tests.Unit.Ingest.IngestWorld;

namespace RevenueFunctions.Tests.Unit.Ingest;

/// <summary>Usage read event by event, and part by part where a contract changed within the period.</summary>
public sealed class SegmentTests
{
    public static TheoryData<MeterAggregation, int> Cases()
    {
        var cases = new TheoryData<MeterAggregation, int>();
        foreach (var aggregation in Enum.GetValues<MeterAggregation>())
        {
            cases.Add(aggregation, 1);
            cases.Add(aggregation, 3);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task SegmentAsync_OnePart_EqualsTheRollUps(MeterAggregation aggregation, int shards)
    {
        var world = await FilledAsync(aggregation, shards);
        var whole = await world.Periods.ReadAsync(world.Acme, world.November);

        var parts = await world.Periods.SegmentAsync(world.Acme, world.November, whole, Cuts());

        Assert.Equal(whole.Usage.Select(Figures), parts.Usage.Select(Figures));
        Assert.Contains(whole.Usage, one => one.LateFrom is not null);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task SegmentAsync_ThreeParts_CoverEachRecordOnce(MeterAggregation aggregation, int shards)
    {
        var world = await FilledAsync(aggregation, shards);
        var whole = await world.Periods.ReadAsync(world.Acme, world.November);
        var (first, second) = (world.November.Start.AddDays(7), world.November.Start.AddDays(20).AddHours(3));

        var parts = await world.Periods.SegmentAsync(world.Acme, world.November, whole, Cuts(first, second));

        var records = await world.RecordsAsync(world.November);
        foreach (var series in whole.Usage)
        {
            var mine = parts.Usage.Where(one => one.Group["region"] == series.Group["region"] && one.LateFrom == series.LateFrom).ToList();
            Assert.Equal((series.EventCount, series.SetHash), (mine.Sum(one => one.EventCount), Sum(mine)));
            foreach (var part in mine.Where(one => one.EventCount > 0))
            {
                Assert.Equal(part.EventCount, records.Count(record =>
                    record.LateFrom == part.LateFrom && record.Measures[0].Group["region"] == part.Group["region"] && part.Covers(record.Time)));
            }

            if (aggregation is MeterAggregation.Sum or MeterAggregation.Count or MeterAggregation.TimeWeighted)
            {
                // Each part of a gauge is rounded by itself, at the twelfth decimal.
                Assert.Equal(series.Quantity, mine.Sum(one => one.Quantity), 11);
            }
        }

        Assert.Contains(parts.Usage, one => one.From == first && one.To == second);
    }

    [Fact]
    public async Task SegmentAsync_GaugeSetBeforeTheCut_GoesOnBehindIt()
    {
        var world = new IngestWorld(aggregation: MeterAggregation.TimeWeighted);
        await world.SendAsync(Event("a", world.November.Start, 30m));
        var whole = await world.Periods.ReadAsync(world.Acme, world.November);

        var parts = await world.Periods.SegmentAsync(world.Acme, world.November, whole, Cuts(world.November.Start.AddDays(10)));

        Assert.Equal([(10m, 1L), (20m, 0L)], parts.Usage.Select(one => (one.Quantity, one.EventCount)));
    }

    [Fact]
    public async Task SegmentAsync_ContractWithoutCuts_IsLeftAsItIs()
    {
        var world = await FilledAsync(MeterAggregation.Sum, 1);
        var whole = await world.Periods.ReadAsync(world.Acme, world.November);

        Assert.Same(whole, await world.Periods.SegmentAsync(world.Acme, world.November, whole, ImmutableDictionary<string, ImmutableArray<DateTimeOffset>>.Empty.Add("other", [])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task MeasuresAsync_SeveralShards_AreInOrderOfTimeWithAStableTieBreak(int shards)
    {
        var world = new IngestWorld(shards: shards);
        var single = new IngestWorld();
        for (var at = 0; at < 120; at++)
        {
            // Five events at each instant, sent in no order.
            var one = Event($"{at}", world.November.Start.AddMinutes(at * 7 % 24), at);
            await world.SendAsync(one);
            await single.SendAsync(one);
        }

        var measured = await AllAsync(world);

        Assert.Equal(measured.OrderBy(one => one.Time).Select(one => one.Time), measured.Select(one => one.Time));
        Assert.Equal((await AllAsync(single)).Select(one => one.Id), measured.Select(one => one.Id));
    }

    [Fact]
    public async Task MeasuresAsync_MeterNamesAnAmount_CarriesIt()
    {
        var world = new IngestWorld();
        world.ChangeCatalog(catalog => catalog with { Meters = [.. catalog.Meters.Select(meter => meter.Key == "value" ? meter with { Amount = "value" } : meter)] });
        await world.SendAsync(Event("a", world.November.Start, 12.345m));
        await world.SendAsync("""{"specversion":"1.0","id":"b","source":"/pods","type":"api.request","time":"2026-11-01T00:00:00Z","subject":"acme-1","data":{"region":"eu"}}""");

        var measured = Assert.Single(await AllAsync(world));

        Assert.Equal((12.345m, 12.345m), (measured.Measure.Quantity, measured.Measure.Amount));
        Assert.Equal(12.345m, (await world.RecordsAsync(world.November)).Single().Measures[0].Amount);
    }

    private static async Task<IngestWorld> FilledAsync(MeterAggregation aggregation, int shards)
    {
        var world = new IngestWorld(shards: shards, aggregation: aggregation);
        await world.Periods.FreezeAsync(world.Acme, world.October, "saga-1");
        var random = new Random(7);
        foreach (var chunk in Enumerable.Range(0, 200).Chunk(50))
        {
            await world.SendAsync(Batch(chunk.Select(at => Event(
                $"{at}", Start.AddDays(20).AddMinutes(random.Next(40 * 24 * 60)), random.Next(1, 2000) / 8m, region: random.Next(2) == 0 ? "eu" : "us", user: $"user-{random.Next(30)}"))));
        }

        return world;
    }

    private static ImmutableDictionary<string, ImmutableArray<DateTimeOffset>> Cuts(params ImmutableArray<DateTimeOffset> cuts) =>
        ImmutableDictionary<string, ImmutableArray<DateTimeOffset>>.Empty.Add("sub-1", cuts);

    private static (string, string, string?, decimal, long, string) Figures(MeteredUsage one) => (one.Meter, one.Group["region"], one.LateFrom, one.Quantity, one.EventCount, one.SetHash);

    private static string Sum(IEnumerable<MeteredUsage> parts) =>
        Hash128.Text(parts.Aggregate(UInt128.Zero, (sum, one) => sum + Hash128.Parse(one.SetHash)));

    private static async Task<List<MeasuredEvent>> AllAsync(IngestWorld world)
    {
        var all = new List<MeasuredEvent>();
        await foreach (var one in world.Periods.MeasuresAsync(world.Acme, world.November, static _ => true))
        {
            all.Add(one);
        }

        return all;
    }
}
