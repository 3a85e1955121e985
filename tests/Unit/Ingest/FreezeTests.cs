using RevenueFunctions.Catalog;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;
using static RevenueFunctions.Tests.Unit.Ingest.IngestWorld;

namespace RevenueFunctions.Tests.Unit.Ingest;

/// <summary>Freezing a period, and what happens to usage that comes too late.</summary>
public sealed class FreezeTests
{
    private readonly IngestWorld world = new();

    [Fact]
    public async Task FreezeAsync_TwiceForOneOwner_AnswersTheSame()
    {
        await world.SendAsync(Event("a", value: 3m));
        var first = Assert.IsType<FreezeResult.Frozen>(await world.Periods.FreezeAsync(world.Acme, world.October, "saga-1"));
        var again = Assert.IsType<FreezeResult.Frozen>(await world.Periods.FreezeAsync(world.Acme, world.October, "saga-1"));

        Assert.Equal((FenceState.Frozen, "saga-1", 1L, 3m), (first.Usage.State, first.Usage.Owner, first.Usage.EventCount, first.Usage.Usage[0].Quantity));
        Assert.Equal((first.Usage.SetHash, first.Usage.EventCount), (again.Usage.SetHash, again.Usage.EventCount));
    }

    [Fact]
    public async Task FreezeAsync_SameIdentityUnderTwoTimesStillBeingSettled_IsRepeatedUntilItIsSettled()
    {
        var held = new HeldStore(new MemoryStore());
        world.Store = held;
        world.Build();
        await world.SendAsync(Event("a", Start.AddHours(1)));
        held.Hold("exceptions");
        var second = world.Enqueue(Batch([Event("a", Start.AddHours(2)), Event("b", subject: "nobody")]));
        var settling = world.Ingest.IngestAsync("0", [second]);
        Assert.Equal(1, held.Waiting);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.Periods.FreezeAsync(world.Acme, world.October, "saga-1"));
        held.Release();
        await settling;

        Assert.IsType<FreezeResult.Frozen>(await world.Periods.FreezeAsync(world.Acme, world.October, "saga-1"));
        Assert.Equal([UsageOutcome.Quarantined, UsageOutcome.Quarantined], await world.OutcomesAsync(second));
        await world.ShouldConserveAsync(world.October);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task ReadFrozenAsync_AfterFreezing_AnswersWhatTheRollUpsSay(int shards)
    {
        var frozen = new IngestWorld(shards: shards);
        await frozen.SendAsync(Event("a", value: 3m));
        await frozen.SendAsync(Event("b", value: 4m));
        await frozen.Periods.FreezeAsync(frozen.Acme, frozen.October, "saga-1");

        var kept = await frozen.Periods.ReadFrozenAsync(frozen.Acme, frozen.October);
        var counted = await frozen.Periods.ReadAsync(frozen.Acme, frozen.October);

        Assert.Equal(FabricJson.Bytes(counted), FabricJson.Bytes(kept));
    }

    [Fact]
    public async Task ReadFrozenAsync_AfterReopeningAndMoreUsage_DoesNotAnswerTheOldFigure()
    {
        await world.SendAsync(Event("a", value: 3m));
        await world.Periods.FreezeAsync(world.Acme, world.October, "saga-1");
        await world.Periods.ReopenAsync(world.Acme, world.October, "saga-1");
        Assert.Equal(3m, (await world.Periods.ReadFrozenAsync(world.Acme, world.October)).Usage.Single().Quantity);
        await world.SendAsync(Event("b", value: 4m));
        Assert.Equal(7m, (await world.Periods.ReadFrozenAsync(world.Acme, world.October)).Usage.Single().Quantity);

        await world.Periods.FreezeAsync(world.Acme, world.October, "saga-2");

        Assert.Equal(7m, (await world.Periods.ReadFrozenAsync(world.Acme, world.October)).Usage.Single().Quantity);
    }

    [Fact]
    public async Task FreezeAsync_HeldByAnother_ChangesNothing()
    {
        await world.Periods.FreezeAsync(world.Acme, world.October, "saga-1");

        Assert.Equal(new FreezeResult.HeldByAnother("saga-1", FenceState.Frozen), await world.Periods.FreezeAsync(world.Acme, world.October, "saga-2"));
        Assert.Equal(FenceChange.HeldByAnother, await world.Periods.ReopenAsync(world.Acme, world.October, "saga-2"));
        Assert.Equal(FenceChange.HeldByAnother, await world.Periods.MarkInvoicedAsync(world.Acme, world.October, "saga-2", "inv"));
    }

    [Fact]
    public async Task MarkInvoicedAsync_OpenPeriod_IsRefused()
    {
        await world.SendAsync(Event("a"));

        Assert.Equal(FenceChange.NotFrozen, await world.Periods.MarkInvoicedAsync(world.Acme, world.October, "saga-1", "inv-1"));
        Assert.Equal(FenceChange.NotFrozen, await world.Periods.ReopenAsync(world.Acme, world.October, "saga-1"));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public async Task IngestAsync_PeriodIsClosed_BillsInTheNextOpenOne(int shards, bool isInvoiced)
    {
        var late = new IngestWorld(shards: shards);
        await late.SendAsync(Event("on-time", value: 1m));
        await late.Periods.FreezeAsync(late.Acme, late.October, "saga-1");
        if (isInvoiced)
        {
            Assert.Equal(FenceChange.Done, await late.Periods.MarkInvoicedAsync(late.Acme, late.October, "saga-1", "inv-1"));
        }

        var before = await late.Periods.ReadAsync(late.Acme, late.October);
        var hub = late.Enqueue(Batch(Enumerable.Range(0, 250).Select(at => Event($"late-{at}", Start.AddMinutes(at), 2m)).Append(Event("late-0", Start, 2m)).Append(Event("late-1", Start.AddMinutes(1), 9m))));
        await late.Ingest.IngestAsync("0", [hub]);
        var again = await late.SendAsync(Event("late-7", Start.AddMinutes(7), 2m), "1");
        var onTime = await late.SendAsync(Event("on-time", value: 1m), "1");

        var after = await late.Periods.ReadAsync(late.Acme, late.October);
        Assert.Equal((before.EventCount, before.SetHash, before.State), (after.EventCount, after.SetHash, after.State));
        Assert.Equal(500m, await late.QuantityAsync(late.November));
        Assert.All(await late.RecordsAsync(late.November), record => Assert.Equal(("20261001", "20261101"), (record.LateFrom, record.PeriodKey)));
        var outcomes = await late.OutcomesAsync(hub);
        Assert.Equal((250, 1, 1), (outcomes.Count(one => one == UsageOutcome.Accepted), outcomes.Count(one => one == UsageOutcome.Duplicate), outcomes.Count(one => one == UsageOutcome.Quarantined)));
        Assert.Equal([UsageOutcome.Duplicate, UsageOutcome.Duplicate], [.. await late.OutcomesAsync(again, "1"), .. await late.OutcomesAsync(onTime, "1")]);
        await late.ShouldConserveAsync(late.October, late.November);
    }

    [Fact]
    public async Task IngestAsync_SeveralPeriodsAreClosed_BillsInTheFirstOpenOne()
    {
        await world.Periods.FreezeAsync(world.Acme, world.October, "saga-1");
        await world.Periods.FreezeAsync(world.Acme, world.November, "saga-2");
        await world.SendAsync(Event("late"));

        var december = BillingCalendar.Next(world.Acme, world.November);
        Assert.Equal("20261001", Assert.Single(await world.RecordsAsync(december)).LateFrom);
        Assert.Equal("20261201", (await world.Periods.FindRecordAsync(world.Acme, "/pods", "late", Start.AddHours(1)))!.PeriodKey);
    }

    [Fact]
    public async Task IngestAsync_LateEventAgainAfterReopening_IsStillBilledOnce()
    {
        await world.Periods.FreezeAsync(world.Acme, world.October, "saga-1");
        await world.SendAsync(Event("late"));
        Assert.Equal(FenceChange.Done, await world.Periods.ReopenAsync(world.Acme, world.October, "saga-1"));
        var again = await world.SendAsync(Event("late"), "1");
        await world.SendAsync(Event("fresh"), "1");

        Assert.Equal([UsageOutcome.Duplicate], await world.OutcomesAsync(again, "1"));
        Assert.Equal("fresh", Assert.Single(await world.RecordsAsync(world.October)).Id);
        Assert.Equal("late", Assert.Single(await world.RecordsAsync(world.November)).Id);
        await world.ShouldConserveAsync(world.October, world.November);
    }

    [Theory]
    [InlineData(MeterAggregation.Sum)]
    [InlineData(MeterAggregation.Max)]
    [InlineData(MeterAggregation.Latest)]
    [InlineData(MeterAggregation.Unique)]
    [InlineData(MeterAggregation.TimeWeighted)]
    public async Task FreezeAsync_SameIdentityUnderTwoTimes_KeepsTheFirstReceivedWithAllItAdded(MeterAggregation aggregation)
    {
        var twice = new IngestWorld(aggregation: aggregation);
        await twice.SendAsync(Event("other", Start.AddHours(3), 5m, user: "u1"));
        var first = await twice.SendAsync(Event("a", Start.AddHours(4), 7m, user: "u2"));
        var second = await twice.SendAsync(Event("a", Start.AddHours(3).AddMinutes(1), 900m, user: "u3"));
        var third = await twice.SendAsync(Batch([Event("b", Start.AddHours(9), user: "u1"), Event("a", Start.AddHours(4).AddMinutes(5), 800m, user: "u1")]));
        var alone = new IngestWorld(aggregation: aggregation);
        await alone.SendAsync(Event("other", Start.AddHours(3), 5m, user: "u1"));
        await alone.SendAsync(Event("a", Start.AddHours(4), 7m, user: "u2"));
        await alone.SendAsync(Event("b", Start.AddHours(9), user: "u1"));

        var frozen = Assert.IsType<FreezeResult.Frozen>(await twice.Periods.FreezeAsync(twice.Acme, twice.October, "saga-1")).Usage;
        var expected = Assert.IsType<FreezeResult.Frozen>(await alone.Periods.FreezeAsync(alone.Acme, alone.October, "saga-1")).Usage;

        Assert.Equal((expected.EventCount, expected.SetHash), (frozen.EventCount, frozen.SetHash));
        Assert.Equal(expected.Usage.Select(one => (one.Meter, one.Quantity, one.EventCount, one.SetHash)), frozen.Usage.Select(one => (one.Meter, one.Quantity, one.EventCount, one.SetHash)));
        Assert.Equal([UsageOutcome.Accepted], await twice.OutcomesAsync(first));
        Assert.Equal([UsageOutcome.Quarantined], await twice.OutcomesAsync(second));
        Assert.Equal([UsageOutcome.Accepted, UsageOutcome.Quarantined], await twice.OutcomesAsync(third));
        var raised = Assert.Single((await twice.Exceptions.ListAsync(ExceptionState.Open, 10, null)).Cases);
        Assert.Equal(ExceptionKind.ConflictingDuplicate, raised.Kind);
        await twice.ShouldConserveAsync(twice.October);

        Assert.Equal(2, await twice.Quarantine.DiscardAsync(raised.Subject, "checked with the producer"));
        Assert.Equal(ExceptionState.Resolved, (await twice.Exceptions.FindAsync(raised.Id))!.State);
        await twice.ShouldConserveAsync(twice.October);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task IngestAsync_EventThatWasTakenOutComesAgain_IsNotBilledAfterAll(bool isReopened)
    {
        await world.SendAsync(Event("a", Start.AddHours(4), 7m));
        var takenOut = Event("a", Start.AddHours(9), 900m);
        await world.SendAsync(takenOut);
        await world.Periods.FreezeAsync(world.Acme, world.October, "saga-1");
        if (isReopened)
        {
            await world.Periods.ReopenAsync(world.Acme, world.October, "saga-1");
        }

        var again = await world.SendAsync(takenOut);
        var contradicted = await world.SendAsync(Event("a", Start.AddHours(9), 901m));
        await world.Periods.FreezeAsync(world.Acme, world.October, "saga-1");

        Assert.Equal([UsageOutcome.Duplicate], await world.OutcomesAsync(again));
        Assert.Equal([UsageOutcome.Quarantined], await world.OutcomesAsync(contradicted));
        Assert.Equal(1, (await world.Periods.ReadAsync(world.Acme, world.October)).EventCount);
        Assert.Equal(0, (await world.Periods.ReadAsync(world.Acme, world.November)).EventCount);
        Assert.Null(await world.Periods.FindRecordAsync(world.Acme, "/pods", "a", Start.AddHours(9)));
        await world.ShouldConserveAsync(world.October, world.November);
    }

    [Fact]
    public async Task IngestAsync_EventWasTakenOutWhileADeliveryOfItWasUnderWay_StaysOut()
    {
        await world.SendAsync(Event("a", Start.AddHours(4), 7m));
        var takenOut = await world.SendAsync(Event("a", Start.AddHours(9), 900m));

        // A second delivery has looked into the ledger before the first one wrote there: to it the event is new.
        var slow = new IngestWorld(new BlindLedger(world.Store)) { Catalog = world.Catalog };
        await world.Periods.FreezeAsync(world.Acme, world.October, "saga-1");
        await slow.Ingest.IngestAsync("0", [takenOut]);

        Assert.Equal([UsageOutcome.Quarantined], await world.OutcomesAsync(takenOut));
        Assert.Equal(0, (await world.Periods.ReadAsync(world.Acme, world.November)).EventCount);
        await world.ShouldConserveAsync(world.October, world.November);
    }

    [Fact]
    public async Task FreezeAsync_WhileEventsArrive_EachIsBilledExactlyOnce()
    {
        var writers = Enumerable.Range(0, 4).Select(partition => Task.Run(async () =>
        {
            var mine = new List<HubEvent>();
            for (var at = 0; at < 40; at++)
            {
                lock (world)
                {
                    mine.Add(world.Enqueue(Batch(Enumerable.Range(0, 5).Select(one => Event($"{partition}-{at}-{one}", Start.AddMinutes(at)))), $"{partition}"));
                }

                await world.Ingest.IngestAsync($"{partition}", [mine[^1]]);
            }
        })).ToList();
        var freezer = Task.Run(async () =>
        {
            var saga = 0;
            while (!writers.TrueForAll(writer => writer.IsCompleted))
            {
                var frozen = Assert.IsType<FreezeResult.Frozen>(await world.Periods.FreezeAsync(world.Acme, world.October, $"saga-{saga}"));
                var records = await world.RecordsAsync(world.October);
                Assert.Equal(frozen.Usage.EventCount, records.Count);
                await world.Periods.ReopenAsync(world.Acme, world.October, $"saga-{saga++}");
            }
        });
        await Task.WhenAll([.. writers, freezer]);

        Assert.Equal(800m, await world.QuantityAsync(world.October) + await world.QuantityAsync(world.November));
        await world.ShouldConserveAsync(world.October, world.November);
    }

    [Fact]
    public async Task RecordsAsync_FilterAndPages_ListExactlyWhatALineCovers()
    {
        await world.SendAsync(Batch(Enumerable.Range(0, 230).Select(at => Event($"{at}", Start.AddMinutes(at), region: at % 2 == 0 ? "eu" : "us"))));
        var line = (await world.Periods.ReadAsync(world.Acme, world.October)).Usage.First(one => one.Group["region"] == "us");

        var (found, cursor, pages) = (new List<UsageRecord>(), (string?)null, 0);
        do
        {
            var (records, next) = await world.Periods.RecordsAsync(world.Acme, world.October, new RecordFilter(line.SubscriptionId, line.Meter, line.Group), 50, cursor);
            found.AddRange(records);
            (cursor, pages) = (next, pages + 1);
        }
        while (cursor is not null);

        Assert.Equal((115, 3), (found.Count, pages));
        var set = found.Aggregate(UInt128.Zero, (sum, record) => sum + Hash128.Element(RecordFinder.IdentityOf(record.Source, record.Id), Hash128.Parse(record.ContentHash)));
        Assert.Equal(line.SetHash, Hash128.Text(set));
        Assert.Equal("229", (await world.Periods.FindRecordAsync(world.Acme, "/pods", "229", null))!.Id);
        Assert.Null(await world.Periods.FindRecordAsync(world.Acme, "/pods", "nothing", null));
    }
}
