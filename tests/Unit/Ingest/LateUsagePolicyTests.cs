using RevenueFunctions.Catalog;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Storage;
using static RevenueFunctions.Tests.Unit.Ingest.IngestWorld;

namespace RevenueFunctions.Tests.Unit.Ingest;

/// <summary>What becomes of usage that comes when its period is closed, by each policy; every event keeps exactly one outcome.</summary>
public sealed class LateUsagePolicyTests
{
    private const string Held = "late-usage~acme.20261001";

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task IngestAsync_WriteOff_IsExcludedByItsRuleAndTallied(int shards)
    {
        var world = await ClosedAsync(LateUsagePolicy.WriteOff, shards);
        var late = await world.SendAsync(Batch([Event("late-1", value: 2m), Event("late-2", Start.AddHours(30), 3m), Event("late-1", value: 2m), Event("on-time", value: 5m, user: "u")]));
        var again = await world.SendAsync(Event("late-1", value: 2m), "1");
        var other = await world.SendAsync(Event("late-2", Start.AddHours(30), 4m), "1");
        await world.SendAsync(Event("november", Start.AddDays(31), 7m));

        Assert.Equal([UsageOutcome.Excluded, UsageOutcome.Excluded, UsageOutcome.Duplicate, UsageOutcome.Duplicate], await world.OutcomesAsync(late));
        Assert.Equal([UsageOutcome.Duplicate], await world.OutcomesAsync(again, "1"));
        Assert.Equal([UsageOutcome.Quarantined], await world.OutcomesAsync(other, "1"));
        Assert.Equal("late-write-off", (await world.Ledger.FindAsync("0", late.SequenceNumber))!.Events[0].Note);
        Assert.Equal([new LateWriteOff("20261001", "sub-1", "value", 2, 5m)], await world.Periods.WriteOffsAsync(world.Acme, world.November));
        var november = await world.Periods.ReadAsync(world.Acme, world.November);
        Assert.Equal((1L, 7m), (november.EventCount, november.Usage.Single().Quantity));
        await world.ShouldConserveAsync(world.October, world.November);
    }

    [Fact]
    public async Task IngestAsync_WriteOffDeliveredAgainBeforeItWasSettled_IsTalliedOnce()
    {
        var store = new MemoryStore();
        var world = await ClosedAsync(LateUsagePolicy.WriteOff, store: store);
        var late = world.Enqueue(Event("late-1", value: 2m));
        var held = new HeldStore(store);
        world.Store = held;
        world.Build();
        held.Hold("ingestledger");
        var lost = world.Ingest.IngestAsync("0", [late]);

        // Another process takes the same delivery over while the first one hangs before its outcome.
        world.Store = store;
        world.Build();
        await world.Ingest.IngestAsync("0", [late]);
        held.Release();
        await lost;

        Assert.Equal([UsageOutcome.Excluded], await world.OutcomesAsync(late));
        Assert.Equal(1, (await world.Periods.WriteOffsAsync(world.Acme, world.November)).Single().EventCount);
        await world.ShouldConserveAsync(world.October, world.November);
    }

    [Fact]
    public async Task IngestAsync_WriteOffOfEveryAggregation_AddsNothingToTheUsage()
    {
        foreach (var aggregation in Enum.GetValues<MeterAggregation>())
        {
            var world = await ClosedAsync(LateUsagePolicy.WriteOff, aggregation: aggregation);
            await world.SendAsync(Event("late-1", value: 2m, user: "u"));

            Assert.Empty((await world.Periods.ReadAsync(world.Acme, world.November)).Usage);
            Assert.Equal(1, (await world.Periods.WriteOffsAsync(world.Acme, world.November)).Single().EventCount);
        }
    }

    [Fact]
    public async Task IngestAsync_Hold_WaitsWithACaseThatHasAnOwner()
    {
        var world = await ClosedAsync(LateUsagePolicy.Hold);
        var late = await world.SendAsync(Batch([Event("late-1", value: 2m), Event("on-time", value: 5m, user: "u")]));

        Assert.Equal([UsageOutcome.Quarantined, UsageOutcome.Duplicate], await world.OutcomesAsync(late));
        var found = Assert.Single((await world.Exceptions.ListAsync(ExceptionState.Open, 10, null)).Cases);
        Assert.Equal(("late-usage", "revenue-operations", Held), (found.Code, found.Owner, found.Subject));
        Assert.Contains("writeOff", found.Remedy, StringComparison.Ordinal);
        var replayed = await world.Quarantine.ReplayAsync(Held);
        Assert.Equal((1L, 1L), (replayed!.Quarantined, replayed.Remaining));
        Assert.Empty((await world.Periods.ReadAsync(world.Acme, world.November)).Usage);
        await world.ShouldConserveAsync(world.October, world.November);
    }

    [Theory]
    [InlineData(HeldUsageAction.Bill, UsageOutcome.Accepted, 2, 0)]
    [InlineData(HeldUsageAction.WriteOff, UsageOutcome.Excluded, 0, 1)]
    public async Task ReleaseAsync_HeldUsage_IsBilledOrWrittenOffOnce(HeldUsageAction action, UsageOutcome outcome, int quantity, int writtenOff)
    {
        var world = await ClosedAsync(LateUsagePolicy.Hold);
        var late = await world.SendAsync(Event("late-1", value: 2m));
        var copy = await world.SendAsync(Event("late-1", value: 2m), "1");

        await world.Quarantine.ReleaseAsync(Held, action);
        await world.Quarantine.ReleaseAsync(Held, action);

        Assert.Equal([outcome], await world.OutcomesAsync(late));
        Assert.Equal([UsageOutcome.Duplicate], await world.OutcomesAsync(copy, "1"));
        Assert.Equal(quantity, await world.QuantityAsync(world.November));
        Assert.Equal(writtenOff, (await world.Periods.WriteOffsAsync(world.Acme, world.November)).Sum(one => one.EventCount));
        Assert.Empty((await world.Exceptions.ListAsync(ExceptionState.Open, 10, null)).Cases);
        await world.ShouldConserveAsync(world.October, world.November);
    }

    [Fact]
    public async Task ReleaseAsync_PeriodWasOpenedAgain_IsInTime()
    {
        var world = await ClosedAsync(LateUsagePolicy.Hold);
        await world.SendAsync(Event("late-1", value: 2m));
        await world.Periods.ReopenAsync(world.Acme, world.October, "saga-1");

        await world.Quarantine.ReleaseAsync(Held, HeldUsageAction.WriteOff);

        Assert.Equal(7m, await world.QuantityAsync(world.October));
        Assert.Empty(await world.Periods.WriteOffsAsync(world.Acme, world.November));
        await world.ShouldConserveAsync(world.October, world.November);
    }

    [Fact]
    public async Task IngestAsync_ContractSaysOtherwise_HasTheLastWord()
    {
        var world = await ClosedAsync(LateUsagePolicy.WriteOff);
        world.ChangeCatalog(catalog => catalog with { Subscriptions = [.. catalog.Subscriptions.Select(one => one with { LateUsage = LateUsagePolicy.CreditAndRebill })] });

        var late = await world.SendAsync(Event("late-1", value: 2m));

        Assert.Equal([UsageOutcome.Accepted], await world.OutcomesAsync(late));
        Assert.Equal("20261001", (await world.Periods.ReadAsync(world.Acme, world.November)).Usage.Single().LateFrom);
    }

    [Fact]
    public async Task ReadAsync_LateUsageBesideTheRest_SaysWhatItAdds()
    {
        foreach (var (aggregation, added) in new[]
        {
            (MeterAggregation.Sum, 9m), (MeterAggregation.Count, 1m), (MeterAggregation.Max, 4m), (MeterAggregation.Min, 0m), (MeterAggregation.Latest, 0m), (MeterAggregation.Average, 2m),
            (MeterAggregation.Unique, 0m),
        })
        {
            var world = await ClosedAsync(LateUsagePolicy.BillNext, aggregation: aggregation);
            await world.SendAsync(Event("november", Start.AddDays(40), 5m, user: "u"));
            await world.SendAsync(Event("late-1", value: 9m, user: "u"));

            var usage = (await world.Periods.ReadAsync(world.Acme, world.November)).Usage;
            Assert.Equal([(null, 1L), ("20261001", 1L)], usage.Select(one => (one.LateFrom, one.EventCount)));
            Assert.Equal((aggregation, added), (aggregation, usage[1].Quantity));
        }
    }

    private static async Task<IngestWorld> ClosedAsync(LateUsagePolicy policy, int shards = 1, MeterAggregation aggregation = MeterAggregation.Sum, MemoryStore? store = null)
    {
        var world = new IngestWorld(store, shards, aggregation: aggregation);
        world.ChangeCatalog(catalog => catalog with { Accounts = [.. catalog.Accounts.Select(account => account with { LateUsage = policy })] });
        await world.SendAsync(Event("on-time", value: 5m, user: "u"));
        await world.Periods.FreezeAsync(world.Acme, world.October, "saga-1");
        return world;
    }
}
