using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Engines.EventHub;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.EventHub;

public sealed class EventHubOverMemoryStoreTests : EventHubContract
{
    private readonly FaultyStore store = new(new MemoryStore());
    private readonly VirtualClock clock = new(new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero));

    protected override ILocalStore Store => store;

    [Fact]
    public async Task Append_StoreDown_AcknowledgesNothingAndLeavesNoGap()
    {
        var engine = await StartOverOutageAsync();
        store.RefusesWrites = true;
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await engine.AppendAsync("usage", new HubEvent(new byte[1])));
        store.RefusesWrites = false;

        Assert.Equal(0, (await engine.AppendAsync("usage", new HubEvent(new byte[1]))).FirstSequence);
        Assert.Equal(1, (await engine.AppendAsync("usage", new HubEvent(new byte[1]))).FirstSequence);
    }

    [Fact]
    public async Task Consume_CheckpointFails_IsStoredLaterWithoutRunningTheFunctionAgain()
    {
        var engine = await StartOverOutageAsync();
        var runs = 0;
        engine.AddConsumer(new HubConsumer("usage", HubConsumer.DefaultGroup, 10, HubRetryPolicy.None, (_, _) =>
        {
            runs++;
            store.RefusesWrites = true;
            return Task.CompletedTask;
        }));
        await engine.AppendAsync("usage", new HubEvent(new byte[1]));

        await engine.TryTake()!.RunAsync(default);
        Assert.Null(engine.TryTake());
        store.RefusesWrites = false;
        clock.Advance(TimeSpan.FromSeconds(1));
        await engine.TryTake()!.RunAsync(default);

        Assert.Equal(1, runs);
        Assert.Null(engine.TryTake());
        Assert.NotNull(await store.GetAsync("hubcheckpoints", "usage:!24Default", "0"));
    }

    private async Task<EventHubEngine> StartOverOutageAsync()
    {
        var engine = new EventHubEngine(store, new EventHubOptions { Hubs = [new HubOptions("usage", 1)] }, clock);
        await engine.RecoverAsync(default);
        return engine;
    }
}

public sealed class EventHubOverSqliteStoreTests : EventHubContract, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SqliteStore store;

    public EventHubOverSqliteStoreTests() => store = SqliteStore.Open(folder.File("hub.db"));

    protected override ILocalStore Store => store;

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }
}
