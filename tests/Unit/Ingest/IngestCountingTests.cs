using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;
using RevenueFunctions.Telemetry;
using static RevenueFunctions.Tests.Unit.Ingest.IngestWorld;

namespace RevenueFunctions.Tests.Unit.Ingest;

/// <summary>The counter of ingest counts facts: what the ledger says, however often the hub delivers.</summary>
public sealed class IngestCountingTests
{
    private readonly IngestWorld world = new();

    [Fact]
    public async Task IngestAsync_DeliveredAgain_CountsEachEventOnce()
    {
        HubEvent[] events = [world.Enqueue(Batch([Event("a"), Event("b"), Event("c", subject: "stranger")])), world.Enqueue(Event("a")), world.Enqueue(Event("d", type: "test.traffic"))];
        await world.Ingest.IngestAsync("0", events[..2]);
        await world.Ingest.IngestAsync("0", events);
        world.Build();
        await world.Ingest.IngestAsync("0", events);
        await ShouldCountWhatIsStoredAsync();
        Assert.Equal((2, 1, 1, 1), (Counted("accepted"), Counted("duplicate"), Counted("quarantined"), Counted("excluded")));
    }

    [Fact]
    public async Task IngestAsync_TwoProcessesOnOneBatch_CountEachEventOnce()
    {
        for (var round = 0; round < 30; round++)
        {
            HubEvent[] events = [.. Enumerable.Range(0, 20).Select(at => world.Enqueue(Event($"{round}-{at}")))];
            var here = world.Ingest;
            world.Build();
            var there = world.Ingest;
            await Task.WhenAll(Task.Run(() => here.IngestAsync("0", events)), Task.Run(() => there.IngestAsync("0", events)));
        }

        await ShouldCountWhatIsStoredAsync();
    }

    [Theory]
    [InlineData(false, 5)]
    [InlineData(true, 0)]
    public async Task IngestAsync_OutageAtTheLedgersCommit_CountsNothingTwice(bool afterCommit, int counted)
    {
        // A commit that took effect and was not answered is not counted: the repeat finds the outcomes there, and cannot know whose they are.
        var store = new FaultyStore(new MemoryStore());
        world.Store = store;
        world.Build();
        HubEvent[] events = [.. Enumerable.Range(0, 5).Select(at => world.Enqueue(Event($"e{at}", subject: "stranger")))];
        var commits = await CommitsAsync(store, events);
        var again = new FaultyStore(new MemoryStore(), new StoreFault(commits, afterCommit));
        world.Store = again;
        world.Build();
        var before = Counted("quarantined");
        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.Ingest.IngestAsync("0", events));
        again.Restore();
        await world.Ingest.IngestAsync("0", events);
        Assert.Equal(counted, Counted("quarantined") - before);
    }

    [Fact]
    public async Task ReplayAsync_OfQuarantinedEvents_CountsNoSecondEvent()
    {
        await world.SendAsync(Event("a", subject: "newcomer"));
        world.ChangeCatalog(documents => documents with { Accounts = documents.Accounts.SetItem(0, documents.Accounts[0] with { Aliases = ["acme-1", "newcomer"] }) });
        var replayed = await world.Quarantine.ReplayAsync("unmapped-customer~newcomer");
        Assert.Equal(1, replayed?.Accepted);
        Assert.Equal((0, 1), (Counted("accepted"), Counted("quarantined")));
    }

    private async Task<int> CommitsAsync(FaultyStore store, HubEvent[] events)
    {
        store.Plan(new StoreFault(int.MaxValue, AfterCommit: false));
        await world.Ingest.IngestAsync("0", events);
        return store.Commits;
    }

    private int Counted(string outcome) => (int)world.Meters.Sum(InstrumentNames.IngestEvents, (InstrumentTags.Outcome, outcome));

    private async Task ShouldCountWhatIsStoredAsync()
    {
        var stored = (await world.Ledger.ConservationAsync()).Select(partition => partition.Totals).ToList();
        Assert.Equal(
            (stored.Sum(one => one.Accepted), stored.Sum(one => one.Duplicate), stored.Sum(one => one.Quarantined), stored.Sum(one => one.Excluded)),
            (Counted("accepted"), Counted("duplicate"), Counted("quarantined"), Counted("excluded")));
    }
}
