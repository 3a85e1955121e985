using System.Text;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Engines.EventHub;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.EventHub;

/// <summary>The semantics of event hubs as measured on Azure, on any store of the embedded host, stepped by hand in virtual time.</summary>
public abstract partial class EventHubContract
{
    private readonly VirtualClock clock = new(new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly List<EventHubBatch> batches = [];
    private EventHubEngine engine = null!;

    /// <summary>The store under test.</summary>
    protected abstract ILocalStore Store { get; }

    [Fact]
    public async Task Append_ToOnePartition_GivesConsecutiveSequenceNumbersInOneRow()
    {
        await StartAsync();

        var first = await engine.AppendAsync("usage", Events("a", "b", "c"), partitionId: "2");
        var second = await engine.AppendAsync("usage", Events("d"), partitionId: "2");

        Assert.Equal(new HubAppendResult("2", 0, 3), first);
        Assert.Equal(new HubAppendResult("2", 3, 1), second);
        Assert.Equal(2, (await Store.QueryAsync("hublog", "usage:2", RowRange.All)).Rows.Count);
        var partition = engine.GetPartitions("usage")[2];
        Assert.Equal(("2", 0L, 3L, (DateTimeOffset?)clock.GetUtcNow()), (partition.Id, partition.BeginSequence, partition.LastEnqueuedSequence, partition.LastEnqueuedTime));
        Assert.Equal(-1, engine.GetPartitions("usage")[0].LastEnqueuedSequence);
        Assert.Null(engine.GetPartitions("usage")[0].LastEnqueuedTime);
    }

    [Fact]
    public async Task Append_WithPartitionKey_AlwaysFindsTheSamePartition()
    {
        await StartAsync();
        var before = new Dictionary<string, string>();
        for (var key = 0; key < 40; key++)
        {
            before[$"key{key}"] = (await engine.AppendAsync("usage", Events("x"), $"key{key}")).PartitionId;
        }

        await StartAsync();

        foreach (var (key, partition) in before)
        {
            Assert.Equal(partition, (await engine.AppendAsync("usage", Events("y"), key)).PartitionId);
        }

        Assert.Equal(4, before.Values.Distinct().Count());
    }

    [Fact]
    public async Task Append_WithoutKey_TakesThePartitionsInTurn()
    {
        await StartAsync();

        var partitions = new List<string>();
        for (var at = 0; at < 8; at++)
        {
            partitions.Add((await engine.AppendAsync("usage", Events("x"))).PartitionId);
        }

        Assert.Equal(["0", "1", "2", "3", "0", "1", "2", "3"], partitions);
    }

    [Fact]
    public async Task Append_ToUnknownHubOrPartition_IsRefused()
    {
        await StartAsync();

        Assert.Contains("outbound, usage", (await Assert.ThrowsAsync<HubNotFoundException>(async () => await engine.AppendAsync("none", Events("x")))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HubNotFoundException>(async () => await engine.AppendAsync("usage", Events("x"), partitionId: "4"));
    }

    [Fact]
    public async Task Append_Concurrently_LeavesNoGapAndNoDouble()
    {
        await StartAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(caller => Task.Run(async () => await engine.AppendAsync("usage", Events("a", "b"), partitionId: "1"))));

        Assert.Equal(Enumerable.Range(0, 200).Select(at => at * 2L), results.Select(result => result.FirstSequence).Order());
        Consume(100);
        await RunAllAsync();
        Assert.Equal(Enumerable.Range(0, 400).Select(at => (long)at), Sequences());
    }

    [Fact]
    public async Task Consume_EventOfAProducer_KeepsEverythingItSent()
    {
        await StartAsync();
        Consume(10);
        var sent = new HubEvent(Encoding.UTF8.GetBytes("{\"a\":1}"), [new("text", "ä"), new("whole", 7L), new("fraction", 2.5), new("yes", true), new("no", false)], "application/json")
        {
            MessageId = "m1",
            CorrelationId = "c1",
        };

        await engine.AppendAsync("usage", [sent], "acme");
        await RunAllAsync();

        var read = Assert.Single(Assert.Single(batches).Events);
        Assert.Equal("{\"a\":1}", read.EventBody.ToString());
        Assert.Equal(new Dictionary<string, object> { ["text"] = "ä", ["whole"] = 7L, ["fraction"] = 2.5, ["yes"] = true, ["no"] = false }, read.Properties);
        Assert.Equal(("application/json", "m1", "c1", "acme", 0L), (read.ContentType, read.MessageId, read.CorrelationId, read.PartitionKey, read.SequenceNumber));
        Assert.Equal(clock.GetUtcNow(), read.EnqueuedTime);
        Assert.NotNull(read.OffsetString);
        Assert.Contains($"\"PartitionId\":\"{batches[0].PartitionId}\"", batches[0].PartitionContext, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consume_Offsets_GrowWithTheSequence()
    {
        await StartAsync();
        await engine.AppendAsync("usage", Events("a", "b"), partitionId: "0");
        await StartAsync();
        await engine.AppendAsync("usage", Events("c"), partitionId: "0");
        Consume(10);

        await RunAllAsync();

        var offsets = batches.SelectMany(batch => batch.Events).Select(read => long.Parse(read.OffsetString, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(3, offsets.Distinct().Count());
        Assert.Equal(offsets.Order(), offsets);
    }

    [Fact]
    public async Task Consume_MoreThanTheBatchSize_SplitsRowsAndKeepsOrder()
    {
        await StartAsync();
        await engine.AppendAsync("usage", Events([.. Enumerable.Range(0, 10).Select(at => $"{at}")]), partitionId: "0");
        await engine.AppendAsync("usage", Events("10", "11"), partitionId: "0");
        Consume(4);

        await RunAllAsync();

        Assert.Equal([4, 4, 4], batches.Select(batch => batch.Events.Count));
        Assert.Equal(Enumerable.Range(0, 12).Select(at => $"{at}"), batches.SelectMany(batch => batch.Events).Select(read => read.EventBody.ToString()));
    }

    [Fact]
    public async Task Consume_BeyondTheCache_ReadsTheStore()
    {
        await StartAsync(new EventHubOptions { Hubs = [new HubOptions("usage", 1)], CacheBytes = 1 });
        for (var at = 0; at < 300; at++)
        {
            await engine.AppendAsync("usage", Events($"{at}"));
        }

        Consume(100);
        await RunAllAsync();

        Assert.Equal(Enumerable.Range(0, 300).Select(at => (long)at), Sequences());
    }

    [Fact]
    public async Task Consume_TwoGroups_EachSeesEverything()
    {
        await StartAsync();
        Consume(10, group: "fabric");
        Consume(10, group: "audit");

        await engine.AppendAsync("usage", Events("a", "b"), partitionId: "0");
        await RunAllAsync();

        Assert.Equal(["audit", "fabric"], batches.Select(batch => batch.ConsumerGroup).Order(StringComparer.Ordinal));
        Assert.All(batches, batch => Assert.Equal(2, batch.Events.Count));
    }

    [Fact]
    public async Task TryTake_PartitionInFlight_TakesOthersButNotThisOne()
    {
        await StartAsync();
        Consume(1);
        await engine.AppendAsync("usage", Events("a", "b"), partitionId: "0");
        await engine.AppendAsync("usage", Events("c"), partitionId: "3");

        var items = new List<WorkItem>();
        while (engine.TryTake() is { } item)
        {
            items.Add(item);
        }

        Assert.Equal(["usage/0", "usage/3"], items.Select(item => item.Key).Order(StringComparer.Ordinal));
        await Task.WhenAll(items.Select(item => item.RunAsync(default)));
        Assert.Equal("usage/0", engine.TryTake()?.Key);
    }

    [Fact]
    public async Task WorkArrived_AfterAppendAndAfterABatch_IsRaised()
    {
        await StartAsync();
        Consume(1);
        var raised = 0;
        engine.WorkArrived += () => raised++;

        await engine.AppendAsync("usage", Events("a"), partitionId: "0");
        Assert.Equal(1, raised);
        await RunAllAsync();
        Assert.Equal(2, raised);
    }

    /// <summary>Starts the engine as a new process would: with nothing but what the store holds.</summary>
    private protected async Task StartAsync(EventHubOptions? options = null)
    {
        engine = new EventHubEngine(Store, options ?? new EventHubOptions { Hubs = [new HubOptions("usage"), new HubOptions("outbound", 1)] }, clock);
        await engine.RecoverAsync(default);
    }

    private void Consume(int batchSize, string group = HubConsumer.DefaultGroup, HubRetryPolicy? retry = null, Func<EventHubBatch, CancellationToken, Task>? then = null) =>
        engine.AddConsumer(new HubConsumer("usage", group, batchSize, retry ?? HubRetryPolicy.None, (batch, token) =>
        {
            batches.Add(batch);
            return then?.Invoke(batch, token) ?? Task.CompletedTask;
        }));

    private Task RunAllAsync() => engine.RunReadyAsync();

    private IEnumerable<long> Sequences() => batches.SelectMany(batch => batch.Events).Select(read => read.SequenceNumber);

    private static List<HubEvent> Events(params string[] bodies) => [.. bodies.Select(body => new HubEvent(Encoding.UTF8.GetBytes(body)))];
}
