using System.Globalization;
using RevenueFunctions.Ingest;
using static RevenueFunctions.Tests.Unit.Ingest.IngestWorld;

namespace RevenueFunctions.Tests.Unit.Ingest;

/// <summary>What a batch tells whoever traces it: outcomes, periods, producers; bounded, and never a reason to refuse anything.</summary>
public class IngestTallyTests
{
    [Fact]
    public async Task Tally_OfABatch_CountsEachOutcomeAndNamesThePeriods()
    {
        var world = new IngestWorld();
        var before = world.Enqueue(Event("a"));
        await TallyAsync(world, before);
        var tally = await TallyAsync(world, before, world.Enqueue(Event("a")), world.Enqueue($"[{Event("b")},{Event("c", world.November.Start.AddDays(1))}]"), world.Enqueue("{}"));
        Assert.Equal((2, 1, 1, 0, 1), (tally[UsageOutcome.Accepted], tally[UsageOutcome.Duplicate], tally[UsageOutcome.Quarantined], tally[UsageOutcome.Excluded], tally.Redelivered));
        Assert.Equal([$"acme:{world.October.Key}", $"acme:{world.November.Key}"], tally.CorrelationIds);
    }

    [Theory]
    [InlineData("\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\"", null, "b7ad6b7169203331")]
    [InlineData("\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\"", "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01", "b7ad6b7169203331")]
    [InlineData("null", "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01", "00f067aa0ba902b7")]
    [InlineData("\"no trace\"", null, null)]
    [InlineData("17", null, null)]
    [InlineData("{\"a\":[1]}", "nothing", null)]
    public async Task Tally_Producer_IsWhatTheEventSaysOrElseTheHub_AndRefusesNothing(string ofEvent, string? ofHub, string? expected)
    {
        var world = new IngestWorld();
        var properties = ofHub is null ? null : new Dictionary<string, string> { ["Diagnostic-Id"] = ofHub };
        var tally = await TallyAsync(world, world.Enqueue(Event("a")[..^1] + $",\"traceparent\":{ofEvent}}}", properties: properties));
        Assert.Equal(expected is null ? [] : [expected], tally.Producers.Select(producer => producer.SpanId.ToHexString()));
        Assert.Equal(1, tally[UsageOutcome.Accepted]);
    }

    [Fact]
    public async Task Tally_OfManyProducers_IsBounded()
    {
        var world = new IngestWorld();
        var events = Enumerable.Range(1, 100).Select(number => Event(string.Create(CultureInfo.InvariantCulture, $"e{number}"))[..^1]
            + string.Create(CultureInfo.InvariantCulture, $",\"traceparent\":\"00-0af7651916cd43dd8448eb211c80319c-{number:x16}-01\"}}"));
        var tally = await TallyAsync(world, world.Enqueue($"[{string.Join(',', events)}]"));
        Assert.Equal((100, IngestTally.Most), (tally[UsageOutcome.Accepted], tally.Producers.Count));
    }

    /// <summary>The hot path reads past the producer's span and keeps a slice of it: nobody who does not trace pays for those who do.</summary>
    [Fact]
    public void Decode_ProducersSpanAmongTheMembers_AllocatesNothingMore()
    {
        var world = new IngestWorld();
        var plain = Event("a");
        Assert.Equal(
            Allocated(world.Enqueue(plain)),
            Allocated(world.Enqueue(plain[..^1] + ",\"traceparent\":\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\"}")));

        static long Allocated(HubEvent hub)
        {
            var (decoder, items) = (new EventDecoder(), new UsageItems());
            decoder.Decode(hub, IngestCatalog.Empty, items);
            items.Clear();
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var time = 0; time < 1000; time++)
            {
                decoder.Decode(hub, IngestCatalog.Empty, items);
                items.Clear();
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static async Task<IngestTally> TallyAsync(IngestWorld world, params HubEvent[] events)
    {
        var tally = new IngestTally();
        await world.Ingest.IngestAsync("0", events, tally, CancellationToken.None);
        return tally;
    }
}
