using System.Text;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;
using static RevenueFunctions.Tests.Unit.Ingest.IngestWorld;

namespace RevenueFunctions.Tests.Unit.Ingest;

/// <summary>The store goes down at each commit in turn; after redelivery to a new process the state is that of an undisturbed run.</summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task IngestAsync_StoreFailsAtAnyCommit_RedeliveryEndsInTheSameState(bool isApplied)
    {
        var failures = await FailAtEachCommitAsync(failAt => RunAsync(failAt, isApplied));

        Assert.True(failures > 10, $"Only {failures} commits were disturbed.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task ReplayAsync_StoreFailsAtAnyCommit_RepeatEndsInTheSameState(bool isApplied) => FailAtEachCommitAsync(failAt => ReplayAsync(failAt, isApplied));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task FreezeAsync_StoreFailsAtAnyCommit_RepeatEndsInTheSameState(bool isApplied) => FailAtEachCommitAsync(failAt => FreezeAsync(failAt, isApplied));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task IngestAsync_ContractEndedBetweenTwoTriesOfABatch_WhatWasRecordedIsAccepted(bool isLate)
    {
        var store = new FaultyStore(new MemoryStore());
        var world = new IngestWorld(store);
        if (isLate)
        {
            await world.Periods.FreezeAsync(world.Acme, world.October, "saga-1");
        }

        var sent = world.Enqueue(Event("a", value: 3m));
        for (var tries = 0; tries < 20 && (await world.RecordsAsync(world.October)).Count + (await world.RecordsAsync(world.November)).Count == 0; tries++)
        {
            store.Plan(new StoreFault(AtCommit: isLate ? 2 : 1, AfterCommit: true));
            await Assert.ThrowsAsync<StorageUnavailableException>(() => world.Ingest.IngestAsync("0", [sent]));
            store.Restore();
            world.Build();
        }

        Assert.Single([.. await world.RecordsAsync(world.October), .. await world.RecordsAsync(world.November)]);
        Assert.Null(await world.Ledger.FindAsync("0", sent.SequenceNumber));
        world.ChangeCatalog(catalog => catalog with { Subscriptions = [.. catalog.Subscriptions.Select(one => one with { To = one.From })] });
        world.Build();
        var after = world.Enqueue(Event("b"));
        await world.Ingest.IngestAsync("0", [sent, after]);

        Assert.Equal([UsageOutcome.Accepted], await world.OutcomesAsync(sent));
        Assert.Equal([UsageOutcome.Quarantined], await world.OutcomesAsync(after));
        await world.ShouldConserveAsync(world.October, world.November);
    }

    // Answers how many commits were disturbed.
    private static async Task<int> FailAtEachCommitAsync(Func<int, Task<(string State, bool HasFailed)>> run)
    {
        var expected = await run(int.MaxValue);
        for (var failAt = 1; ; failAt++)
        {
            var actual = await run(failAt);
            Assert.Equal(expected.State, actual.State);
            if (!actual.HasFailed)
            {
                return failAt - 1;
            }
        }
    }

    // On time, late, duplicate, conflicting, quarantined and excluded events in one batch over a frozen period.
    private static async Task<(string State, bool HasFailed)> RunAsync(int failAt, bool isApplied)
    {
        var memory = new MemoryStore();
        var world = new IngestWorld(memory, shards: 2);
        await world.SendAsync(Event("known", value: 4m));
        await world.Periods.FreezeAsync(world.Acme, world.October, "saga-1");
        var on = Start.AddDays(35);
        HubEvent[] batch =
        [
            world.Enqueue(Batch(Enumerable.Range(0, 130).Select(at => Event($"on-{at}", on.AddMinutes(at * 7), at)))),
            world.Enqueue(Batch([Event("on-1", on.AddMinutes(7), 1m), Event("late", value: 2m), Event("late", value: 2m), Event("late", value: 3m), Event("known", value: 4m), Event("known", value: 5m)])),
            world.Enqueue(Event("lost", subject: "nobody")),
            world.Enqueue("nonsense"),
            world.Enqueue(Event("test", type: "test.traffic")),
        ];
        var failing = new FaultyStore(memory, new StoreFault(failAt, AfterCommit: isApplied));
        world.Store = failing;
        world.Build();
        await EndsWithOutageIf(failing, () => world.Ingest.IngestAsync("0", batch));

        world.Store = memory;
        world.Build();
        await world.Ingest.IngestAsync("0", batch);
        return (await StateAsync(world), failing.HasFailed);
    }

    private static async Task<(string State, bool HasFailed)> ReplayAsync(int failAt, bool isApplied)
    {
        var memory = new MemoryStore();
        var world = new IngestWorld(memory);
        await world.SendAsync(Batch(Enumerable.Range(0, 230).Select(at => Event(at % 10 == 0 ? "same" : $"{at}", Start.AddMinutes(at % 10 == 0 ? 0 : at), subject: "new-1", type: at % 7 == 1 ? "unmetered" : "api.request"))));
        world.ChangeCatalog(documents => documents with { Accounts = documents.Accounts.Replace(documents.Accounts[0], documents.Accounts[0] with { Aliases = ["acme-1", "new-1"] }) });
        var failing = new FaultyStore(memory, new StoreFault(failAt, AfterCommit: isApplied));
        world.Store = failing;
        world.Build();
        await EndsWithOutageIf(failing, () => world.Quarantine.ReplayAsync("unmapped-customer~new-1"));

        world.Store = memory;
        world.Build();
        await world.Quarantine.ReplayAsync("unmapped-customer~new-1");
        return (await StateAsync(world), failing.HasFailed);
    }

    private static async Task<(string State, bool HasFailed)> FreezeAsync(int failAt, bool isApplied)
    {
        var memory = new MemoryStore();
        var world = new IngestWorld(memory, shards: 2);
        await world.SendAsync(Batch(Enumerable.Range(0, 60).Select(at => Event($"{at % 50}", Start.AddMinutes(at), at))));
        var failing = new FaultyStore(memory, new StoreFault(failAt, AfterCommit: isApplied));
        world.Store = failing;
        world.Build();
        await EndsWithOutageIf(failing, () => world.Periods.FreezeAsync(world.Acme, world.October, "saga-1"));

        world.Store = memory;
        world.Build();
        await world.Periods.FreezeAsync(world.Acme, world.October, "saga-1");
        return (await StateAsync(world), failing.HasFailed);
    }

    private static async Task EndsWithOutageIf(FaultyStore failing, Func<Task> act)
    {
        try
        {
            await act();
            Assert.False(failing.HasFailed);
        }
        catch (StorageUnavailableException)
        {
            Assert.True(failing.HasFailed);
        }
    }

    private static async Task<string> StateAsync(IngestWorld world)
    {
        await world.ShouldConserveAsync(world.October, world.November);
        var state = new StringBuilder();
        foreach (var period in new[] { world.October, world.November })
        {
            var usage = await world.Periods.ReadAsync(world.Acme, period);
            state.AppendLine($"{usage.State} {usage.EventCount} {usage.SetHash}");
            foreach (var one in usage.Usage)
            {
                state.AppendLine($"{one.Meter} {one.Quantity} {one.EventCount} {one.SetHash}");
            }
        }

        foreach (var partition in await world.Ledger.ConservationAsync())
        {
            state.AppendLine($"{partition.Enqueued} {partition.Totals}");
        }

        foreach (var group in (await world.Quarantine.ListAsync(false, 100, null)).Groups)
        {
            state.AppendLine($"{group.Id} {group.Count} {group.State} {(await world.Exceptions.FindAsync($"quarantine:{group.Id}"))?.State ?? ExceptionState.Open}");
        }

        return state.ToString();
    }
}
