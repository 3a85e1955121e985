using RevenueFunctions.Ingest;
using RevenueFunctions.Operations;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Tests.Unit.Operations;

/// <summary>The gauges say what the last measurement found, while it is fresh.</summary>
public sealed class PublishedMetricsTests
{
    [Fact]
    public async Task Observe_BeforeTheFirstMeasurement_SaysNothing()
    {
        await using var fabric = await MeasuredFabric.StartAsync();
        fabric.Get<PublishedMetrics>();
        Assert.Empty(fabric.Meters.Observe());
    }

    [Fact]
    public async Task Observe_AMeasurement_HasEveryGaugeWithItsTags()
    {
        await using var fabric = await MeasuredFabric.StartAsync();
        await fabric.IngestAsync([.. fabric.Enqueue(2), .. fabric.Enqueue(3, "stranger")]);
        await fabric.PublishAsync();
        var seen = fabric.Meters.Observe().Select(reading => reading.ToString()).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "revenue.ingest.completeness{} 1", "revenue.ingest.lag{partition=0} 0", "revenue.ingest.not_yet_seen{partition=1} 0", "revenue.conservation.gap{partition=0} 0",
                "revenue.quarantine.events{reason=unmapped-customer} 3", "revenue.customers.unmatched{} 1", "revenue.posting.blocked_lanes{} 0", "revenue.exceptions.open{kind=quarantine} 1",
                "revenue.exceptions.open{kind=saga} 0", "revenue.exceptions.oldest{} 0", "revenue.sagas.failed{} 0", "revenue.sagas.stuck{} 0",
            },
            seen);
        Assert.DoesNotContain(seen, reading => !reading.StartsWith("revenue.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Observe_ASeriesThatIsGone_IsZeroAndNotItsLastValue()
    {
        await using var fabric = await MeasuredFabric.StartAsync();
        await fabric.IngestAsync(fabric.Enqueue(3, "stranger"));
        await fabric.PublishAsync();
        await fabric.Get<Quarantine>().DiscardAsync("unmapped-customer~stranger", "not ours");
        await fabric.PublishAsync();
        await fabric.PublishAsync();
        Assert.Equal(0, Assert.Single(fabric.Meters.Observe(), reading => reading.Instrument == InstrumentNames.QuarantineEvents).Value);
    }

    [Fact]
    public async Task Observe_AMeasurementThatNobodyRenews_EndsInsteadOfStandingForEver()
    {
        await using var fabric = await MeasuredFabric.StartAsync();
        await fabric.PublishAsync();
        fabric.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.NotEmpty(fabric.Meters.Observe());
        fabric.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(fabric.Meters.Observe());
        await fabric.PublishAsync();
        Assert.NotEmpty(fabric.Meters.Observe());
    }

    [Fact]
    public void Page_OfTelemetry_NamesEveryInstrument()
    {
        var page = File.ReadAllText(Repository.Path("docs", "telemetry.md"));
        Assert.All(typeof(InstrumentNames).GetFields(), field => Assert.Contains($"`{field.GetRawConstantValue()}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Gauges_All_AreTheNamesThatAreNotRecordedWhereThingsHappen()
    {
        string[] recorded = [InstrumentNames.Meter, InstrumentNames.IngestEvents, InstrumentNames.PostingAttempts, InstrumentNames.InvoiceLatency, InstrumentNames.PostingLatency];
        var names = typeof(InstrumentNames).GetFields().Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(names.Except(recorded).Order(StringComparer.Ordinal), Gauges.All.Select(gauge => gauge.Name).Order(StringComparer.Ordinal));
    }
}
