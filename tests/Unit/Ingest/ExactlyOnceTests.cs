using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Storage;
using static RevenueFunctions.Tests.Unit.Ingest.IngestWorld;

namespace RevenueFunctions.Tests.Unit.Ingest;

/// <summary>Duplicates, redeliveries and conflicts.</summary>
public sealed class ExactlyOnceTests
{
    private readonly IngestWorld world = new();

    [Fact]
    public async Task IngestAsync_OneEvent_BecomesARecordWithItsLineage()
    {
        await world.SendAsync(Event("a", Start.AddHours(2), 2.5m));

        var record = Assert.Single(await world.RecordsAsync(world.October));
        Assert.Equal(("/pods", "a", "api.request", "acme", "20261001"), (record.Source, record.Id, record.Type, record.AccountId, record.PeriodKey));
        Assert.Equal(("0", 0L, 0, Start.AddHours(2)), (record.HubPartition, record.SequenceNumber, record.Index, record.Time));
        var measure = Assert.Single(record.Measures);
        Assert.Equal(("sub-1", "value", 2.5m, "eu"), (measure.SubscriptionId, measure.Meter, measure.Quantity, measure.Group["region"]));
        Assert.Equal(2.5m, await world.QuantityAsync(world.October));
        await world.ShouldConserveAsync(world.October);
    }

    [Fact]
    public async Task IngestAsync_SameEventFromElsewhere_IsADuplicate()
    {
        var first = await world.SendAsync(Event("a"));
        var again = await world.SendAsync(Event("a"), "1");

        Assert.Equal([UsageOutcome.Accepted], await world.OutcomesAsync(first));
        Assert.Equal([UsageOutcome.Duplicate], await world.OutcomesAsync(again, "1"));
        Assert.Equal(1m, await world.QuantityAsync(world.October));
        await world.ShouldConserveAsync(world.October);
    }

    /// <summary>
    /// Two batches on one partition, of which the first began before the catalog changed: what each remembers of a roll-up must be the same
    /// memory, or the first would write over what the second added, and records that were accepted would not be billed.
    /// </summary>
    [Fact]
    public async Task IngestAsync_CatalogChangesWhileABatchIsUnderWay_RollUpsCountEveryRecord()
    {
        var held = new HeldStore(new MemoryStore());
        world.Store = held;
        world.Options.EventsPerSlice = 1;
        world.Build();
        held.Hold("ingestledger");
        var first = world.Ingest.IngestAsync("0", [world.Enqueue(Event("a")), world.Enqueue(Event("b"))]);
        world.ChangeCatalog(documents => documents with { Meters = documents.Meters.SetItem(0, documents.Meters[0] with { Name = "Renamed" }) });
        var second = world.Ingest.IngestAsync("1", [world.Enqueue(Event("c"), "1")]);
        Assert.Equal(2, held.Waiting);
        held.Release();
        await Task.WhenAll(first, second);

        Assert.Equal(3, (await world.RecordsAsync(world.October)).Count);
        Assert.Equal(3m, await world.QuantityAsync(world.October));
        await world.ShouldConserveAsync(world.October);
    }

    /// <summary>Series are forgotten when a dimension has too many values; one that is made anew in mid-batch is still the same series.</summary>
    [Fact]
    public async Task IngestAsync_DimensionWithEndlessValues_RollUpsCountEveryRecord()
    {
        // Decoded as the first and the last, and by their times written side by side: one batch holds the series as it was made both times.
        var events = new List<string> { Event("a", At(5_001), region: "eu") };
        events.AddRange(Enumerable.Range(1, 10_000).Select(number => Event($"{number}", At(number), region: $"r{number}")));
        events.Add(Event("b", At(5_001), region: "eu"));
        await world.SendAsync(Batch(events));

        Assert.Equal(2m, (await world.Periods.ReadAsync(world.Acme, world.October)).Usage.Where(usage => usage.Group["region"] == "eu").Sum(usage => usage.Quantity));
        Assert.Equal(10_002m, await world.QuantityAsync(world.October));
        await world.ShouldConserveAsync(world.October);

        static DateTimeOffset At(int number) => Start.AddHours(1).AddMilliseconds(100 * number);
    }

    [Fact]
    public async Task IngestAsync_SameEventLaidOutDifferently_IsADuplicate()
    {
        await world.SendAsync(Event("a"));
        var again = await world.SendAsync(Event("a").Replace(",", " ,\r\n\t", StringComparison.Ordinal).Replace(":{", ": { ", StringComparison.Ordinal));

        Assert.Equal([UsageOutcome.Duplicate], await world.OutcomesAsync(again));
    }

    [Fact]
    public async Task IngestAsync_SameIdentityOtherContent_IsQuarantinedAndRaised()
    {
        await world.SendAsync(Event("a", value: 1m));
        var other = await world.SendAsync(Event("a", value: 2m));

        Assert.Equal([UsageOutcome.Quarantined], await world.OutcomesAsync(other));
        Assert.Equal(1m, await world.QuantityAsync(world.October));
        var group = Assert.Single((await world.Quarantine.ListAsync(true, 10, null)).Groups);
        Assert.Equal("conflicting-duplicate", group.Reason);
        var raised = await world.Exceptions.FindAsync($"quarantine:{group.Id}");
        Assert.Equal(RevenueFunctions.Exceptions.ExceptionKind.ConflictingDuplicate, raised?.Kind);
        await world.ShouldConserveAsync(world.October);
    }

    [Fact]
    public async Task IngestAsync_DeliveredAgain_ChangesNothing()
    {
        var hub = world.Enqueue(Batch([Event("a"), Event("b"), Event("a"), Event("b", value: 9m), Event("c", subject: "nobody")]));
        await world.Ingest.IngestAsync("0", [hub]);
        var before = await world.OutcomesAsync(hub);
        await world.Ingest.IngestAsync("0", [hub]);

        Assert.Equal([UsageOutcome.Accepted, UsageOutcome.Accepted, UsageOutcome.Duplicate, UsageOutcome.Quarantined, UsageOutcome.Quarantined], before);
        Assert.Equal(before, await world.OutcomesAsync(hub));
        Assert.Equal(2m, await world.QuantityAsync(world.October));
        Assert.Equal([1L, 1L], (await world.Quarantine.ListAsync(true, 10, null)).Groups.Select(group => group.Count));
        await world.ShouldConserveAsync(world.October);
    }

    [Fact]
    public async Task IngestAsync_HubMadeAnew_EventsWithOldNumbersAreNotTakenForRedeliveries()
    {
        var old = await world.SendAsync(Event("a"));
        world.Clock.Advance(TimeSpan.FromDays(1));
        var reused = new HubEvent(old.SequenceNumber, world.Clock.GetUtcNow(), System.Text.Encoding.UTF8.GetBytes(Event("b")));
        await world.Ingest.IngestAsync("0", [reused]);

        Assert.Equal(2, (await world.RecordsAsync(world.October)).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task IngestAsync_ManyEvents_RollUpsEqualTheRecords(int shards)
    {
        var sharded = new IngestWorld(shards: shards);
        var bodies = Enumerable.Range(0, 20).Select(batch => Batch(Enumerable.Range(0, 60)
            .Select(at => Event($"{batch}-{at}", Start.AddMinutes(((batch * 97) + (at * 31)) % 40000), at, region: at % 3 == 0 ? "eu" : "us"))));
        var events = bodies.Select(body => sharded.Enqueue(body)).ToList();
        await sharded.Ingest.IngestAsync("0", events);

        var usage = await sharded.Periods.ReadAsync(sharded.Acme, sharded.October);
        Assert.Equal(1200, usage.EventCount);
        Assert.Equal(20 * Enumerable.Range(0, 60).Sum(), usage.Usage.Sum(one => one.Quantity));
        Assert.Equal(["eu", "us"], usage.Usage.Select(one => one.Group["region"]));
        var records = await sharded.RecordsAsync(sharded.October);
        var set = records.Aggregate(UInt128.Zero, (sum, record) => sum + Hash128.Element(RecordFinder.IdentityOf(record.Source, record.Id), Hash128.Parse(record.ContentHash)));
        Assert.Equal(Hash128.Text(set), usage.SetHash);
        Assert.Equal(usage.EventCount, usage.Usage.Sum(one => one.EventCount));
        await sharded.ShouldConserveAsync(sharded.October);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public async Task IngestAsync_TwoProcessesHandleTheSameBatches_EachEventIsCountedOnce(int seed, bool isFrozen)
    {
        // A partition that is stolen in mid-batch: both hosts ingest the same hub events at the same time.
        var random = new Random(seed);
        var events = Enumerable.Range(0, 30).Select(hub => world.Enqueue(Batch(Enumerable.Range(0, 40).Select(at => random.Next(8) switch
        {
            0 => Event($"{random.Next(hub * 40)}", Start.AddHours(1)),
            1 => Event($"{hub}-{at}", subject: "nobody"),
            2 => Event($"{hub}-{at}", type: "test.traffic"),
            _ => Event($"{(hub * 40) + at}", Start.AddHours(1 + random.Next(40))),
        })))).ToList();
        if (isFrozen)
        {
            await world.Periods.FreezeAsync(world.Acme, world.October, "saga-1");
        }

        var first = world.Ingest;
        world.Build();
        var second = world.Ingest;
        await Task.WhenAll(new[] { first, second, first }.Select(process => Task.Run(async () =>
        {
            foreach (var slice in events.Chunk(7))
            {
                await process.IngestAsync("0", slice);
            }
        })));

        world.Build();
        await world.ShouldConserveAsync(world.October, world.November);
        var totals = Assert.Single(await world.Ledger.ConservationAsync()).Totals;
        Assert.Equal((30, 1200), (totals.HubEvents, totals.UsageEvents));
        Assert.Equal(totals.Quarantined, (await world.Quarantine.ListAsync(true, 100, null)).Groups.Sum(group => group.Count));
        var usage = await world.Periods.ReadAsync(world.Acme, isFrozen ? world.November : world.October);
        Assert.Equal((totals.Accepted, (decimal)totals.Accepted), (usage.EventCount, usage.Usage.Sum(one => one.Quantity)));
    }

    [Fact]
    public async Task IngestAsync_AccountGetsMoreShardsWithinAPeriod_DuplicatesAreStillRecognised()
    {
        await world.SendAsync(Batch(Enumerable.Range(0, 50).Select(at => Event($"{at}"))));
        world.ChangeCatalog(documents => documents with { Accounts = documents.Accounts.Replace(documents.Accounts[0], documents.Accounts[0] with { Shards = 8 }) });
        world.Build();
        var again = await world.SendAsync(Batch(Enumerable.Range(0, 50).Select(at => Event($"{at}"))), "1");
        await world.SendAsync(Batch(Enumerable.Range(0, 50).Select(at => Event($"{at}", Start.AddDays(32)))), "1");

        Assert.All(await world.OutcomesAsync(again, "1"), outcome => Assert.Equal(UsageOutcome.Duplicate, outcome));
        Assert.Equal(50m, await world.QuantityAsync(world.October));
        Assert.Equal(50m, await world.QuantityAsync(world.November));
        await world.ShouldConserveAsync(world.October, world.November);
    }
}
