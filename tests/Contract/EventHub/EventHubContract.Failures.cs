using System.Diagnostics;
using System.Text.Json;
using RevenueFunctions.Local.Engines.EventHub;
using RevenueFunctions.Storage;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Tests.Contract.EventHub;

public abstract partial class EventHubContract
{
    [Fact]
    public async Task Consume_FunctionFailsWithoutRetry_CheckpointAdvancesAllTheSame()
    {
        await StartAsync();
        Consume(1, then: (_, _) => throw new InvalidOperationException("poison"));
        await engine.AppendAsync("usage", Events("a", "b"), partitionId: "0");

        await RunAllAsync();
        await StartAsync();
        Consume(1);
        await RunAllAsync();

        Assert.Equal([0L, 1L], Sequences());
    }

    [Fact]
    public async Task Consume_FixedDelayRetry_RunsTheSameBatchAgainWhileThePartitionPauses()
    {
        await StartAsync();
        Consume(2, retry: new HubRetryPolicy(2, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)), then: (batch, _) => batch.Events[0].SequenceNumber == 0 ? throw new InvalidOperationException() : Task.CompletedTask);
        await engine.AppendAsync("usage", Events("a", "b"), partitionId: "0");
        await engine.AppendAsync("usage", Events("c"), partitionId: "0");
        await engine.AppendAsync("usage", Events("other"), partitionId: "1");

        await RunAllAsync();
        Assert.Equal(["0", "1"], batches.Select(batch => batch.PartitionId).Order(StringComparer.Ordinal));
        Assert.Equal(clock.GetUtcNow() + TimeSpan.FromSeconds(10), engine.NextDue);

        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Null(engine.TryTake());
        clock.Advance(TimeSpan.FromSeconds(1));
        await RunAllAsync();
        clock.Advance(TimeSpan.FromSeconds(10));
        await RunAllAsync();

        var partition = batches.Where(batch => batch.PartitionId == "0").ToList();
        Assert.Equal([0, 1, 2, 0], partition.Select(batch => batch.RetryCount));
        Assert.All(partition, batch => Assert.Equal(2, batch.MaxRetryCount));
        Assert.Equal([0L, 1L], partition[2].Events.Select(read => read.SequenceNumber));
        Assert.Equal([2L], partition[3].Events.Select(read => read.SequenceNumber));
    }

    [Fact]
    public async Task Consume_ExponentialRetry_DoublesTheDelayUpToTheMaximum()
    {
        await StartAsync();
        Consume(1, retry: new HubRetryPolicy(-1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)), then: (_, _) => throw new InvalidOperationException());
        await engine.AppendAsync("usage", Events("a"), partitionId: "0");

        var delays = new List<double>();
        for (var run = 0; run < 6; run++)
        {
            await RunAllAsync();
            var wait = engine.NextDue!.Value - clock.GetUtcNow();
            delays.Add(wait.TotalSeconds);
            clock.Advance(wait);
        }

        Assert.Equal([1, 2, 4, 5, 5, 5], delays);
        Assert.Equal(Enumerable.Range(0, 6), batches.Select(batch => batch.RetryCount));
    }

    [Fact]
    public async Task Consume_CrashBeforeTheCheckpoint_DeliversTheSameSequenceNumbersAgain()
    {
        await StartAsync();
        Consume(2, retry: new HubRetryPolicy(-1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)), then: (batch, _) => batch.Events[0].SequenceNumber >= 2 ? throw new InvalidOperationException() : Task.CompletedTask);
        await engine.AppendAsync("usage", Events("a", "b", "c", "d"), partitionId: "0");
        await RunAllAsync();

        batches.Clear();
        await StartAsync();
        Consume(2);
        await RunAllAsync();

        Assert.Equal([2L, 3L], Sequences());
        Assert.Equal(0, Assert.Single(batches).RetryCount);
    }

    [Fact]
    public async Task Consume_HostStops_DoesNotCheckpoint()
    {
        await StartAsync();
        using var stopping = new CancellationTokenSource();
        Consume(10, then: async (_, token) =>
        {
            await stopping.CancelAsync();
            token.ThrowIfCancellationRequested();
        });
        await engine.AppendAsync("usage", Events("a"), partitionId: "0");
        await engine.TryTake()!.RunAsync(stopping.Token);

        batches.Clear();
        await StartAsync();
        Consume(10);
        await RunAllAsync();

        Assert.Equal([0L], Sequences());
    }

    [Fact]
    public async Task Recover_AfterRestart_GoesOnBehindTheLastSequence()
    {
        await StartAsync();
        for (var at = 0; at < 50; at++)
        {
            await engine.AppendAsync("usage", Events("a", "b", "c"), partitionId: "0");
        }

        var before = engine.GetPartitions("usage");
        clock.Advance(TimeSpan.FromDays(1));
        await StartAsync();

        Assert.Equal(before, engine.GetPartitions("usage"));
        Assert.Equal(150, (await engine.AppendAsync("usage", Events("d"), partitionId: "0")).FirstSequence);
    }

    [Fact]
    public async Task Recover_WithFewerPartitions_IsRefusedAndWithMoreGrows()
    {
        await StartAsync(new EventHubOptions { Hubs = [new HubOptions("usage", 4)] });

        await StartAsync(new EventHubOptions { Hubs = [new HubOptions("usage", 6)] });
        Assert.Equal(6, engine.GetPartitions("usage").Count);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(new EventHubOptions { Hubs = [new HubOptions("usage", 2)] }));
        Assert.Contains("6 partitions", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retention_OldAndPassedEvents_LeaveAndTheNewestStays()
    {
        await StartAsync();
        Consume(1000);
        for (var at = 0; at < 250; at++)
        {
            await engine.AppendAsync("usage", Events("a", "b"), partitionId: "0");
        }

        await RunAllAsync();
        clock.Advance(TimeSpan.FromDays(8));
        await RunAllAsync();

        var partition = engine.GetPartitions("usage")[0];
        Assert.Equal((498L, 499L), (partition.BeginSequence, partition.LastEnqueuedSequence));
        Assert.Single((await Store.QueryAsync("hublog", "usage:0", RowRange.All)).Rows);
        await StartAsync();
        Assert.Equal(500, (await engine.AppendAsync("usage", Events("c"), partitionId: "0")).FirstSequence);
    }

    [Fact]
    public async Task Retention_EventsNoConsumerPassed_Stay()
    {
        await StartAsync();
        Consume(2, retry: new HubRetryPolicy(-1, TimeSpan.FromDays(30), TimeSpan.FromDays(30)), then: (batch, _) => batch.Events[0].SequenceNumber >= 4 ? throw new InvalidOperationException() : Task.CompletedTask);
        for (var at = 0; at < 5; at++)
        {
            await engine.AppendAsync("usage", Events("a", "b"), partitionId: "0");
        }

        await RunAllAsync();
        clock.Advance(TimeSpan.FromDays(8));
        await RunAllAsync();

        Assert.Equal(4, engine.GetPartitions("usage")[0].BeginSequence);
    }

    [Fact]
    public async Task OutboundEvents_Published_AreStructuredCloudEventsInOneOrderForASubject()
    {
        await StartAsync();
        var outbound = new OutboundEvents(engine, "outbound");
        var read = new List<Azure.Messaging.EventHubs.EventData>();
        engine.AddConsumer(new HubConsumer("outbound", HubConsumer.DefaultGroup, 10, HubRetryPolicy.None, (batch, _) =>
        {
            read.AddRange(batch.Events);
            return Task.CompletedTask;
        }));

        await outbound.PublishAsync(new("e1", "/fabric/us01", "invoice.posted", "acme", clock.GetUtcNow(), JsonSerializer.SerializeToElement(new { total = "12.50" }), "acme:20261001"), default);
        await outbound.PublishAsync(new("e2", "/fabric/us01", "invoice.paid", "acme", clock.GetUtcNow(), JsonSerializer.SerializeToElement(1), "acme:20261001"), default);
        await RunAllAsync();

        Assert.Equal(["e1", "e2"], read.Select(sent => sent.MessageId));
        Assert.All(read, sent => Assert.Equal(("application/cloudevents+json", "acme"), (sent.ContentType, sent.PartitionKey)));
        using var document = JsonDocument.Parse(read[0].Body);
        Assert.Equal("12.50", document.RootElement.GetProperty("data").GetProperty("total").GetString());
        Assert.Equal("acme:20261001", document.RootElement.GetProperty("correlationid").GetString());
        var root = Correlation.RootOf("acme:20261001", ActivityTraceFlags.None);
        Assert.Equal($"00-{root.TraceId}-{root.SpanId}-00", document.RootElement.GetProperty("traceparent").GetString());
    }

    [Fact]
    public async Task UsageHub_AsThePortOfTheBusiness_DescribesThePartitions()
    {
        await StartAsync();
        await engine.AppendAsync("usage", Events("a"), partitionId: "3");

        var partitions = await new UsageHub(engine, "usage").GetPartitionsAsync();

        Assert.Equal([-1L, -1L, -1L, 0L], partitions.Select(partition => partition.LastEnqueuedSequence));
    }
}
