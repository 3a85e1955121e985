using Azure.Messaging.ServiceBus;
using RevenueFunctions.Local.Engines.ServiceBus;

namespace RevenueFunctions.Tests.Contract.ServiceBus;

public sealed class SendingTests
{
    [Fact]
    public async Task Send_SameIdWithinTheWindow_IsDroppedAlsoAfterARestart()
    {
        var bench = new QueueBench(QueueBench.Nothing);
        Assert.True(await bench.SendAsync("de", "ring"));
        await bench.RunAsync();
        Assert.False(await bench.SendAsync("de", "ring"));
        bench.Restart();
        Assert.False(await bench.SendAsync("de", "ring"));

        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.True(await bench.SendAsync("de", "ring"));
        await bench.RunAsync();

        Assert.Equal(["de/ring#1", "de/ring#1"], bench.Seen);
    }

    [Fact]
    public async Task Send_ManyIdsOverTime_ForgetsThoseOutsideTheWindow()
    {
        var bench = new QueueBench(QueueBench.Nothing);
        for (var at = 0; at < 200; at++)
        {
            await bench.SendAsync("de", $"m{at}");
            bench.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var remembered = 0;
        await foreach (var _ in bench.Store.ScanTableAsync("QueueMessageIds"))
        {
            remembered++;
        }

        Assert.InRange(remembered, 10, 11);
    }

    [Fact]
    public async Task Send_WithoutDuplicateDetection_DeliversTheSameIdTwice()
    {
        var bench = new QueueBench(QueueBench.Nothing, consumer => consumer with { Properties = new QueueProperties { DuplicateDetectionWindow = TimeSpan.Zero } });
        await bench.SendAsync("de", "a");
        await bench.SendAsync("de", "a");

        await bench.RunAsync();

        Assert.Equal(2, bench.Seen.Count);
    }

    [Fact]
    public async Task Send_Scheduled_ArrivesAtItsTimeAndNotBeforeAlsoAfterARestart()
    {
        var bench = new QueueBench(QueueBench.Nothing);
        var due = bench.Clock.GetUtcNow() + TimeSpan.FromMinutes(5);
        await bench.SendAsync("de", "later", due);
        await bench.SendAsync("de", "now");
        await bench.RunAsync();
        bench.Restart();
        Assert.Equal(ServiceBusMessageState.Scheduled, Assert.Single(bench.Engine.Peek(QueueBench.Queue)).State);
        Assert.Equal(1, bench.Counts.Scheduled);
        Assert.Equal(due, bench.Engine.NextDue);

        await bench.WaitAsync(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.Equal(["de/now#1"], bench.Seen);
        await bench.WaitAsync(TimeSpan.FromTicks(1));

        Assert.Equal(["de/now#1", "de/later#1"], bench.Seen);
        Assert.Equal(0, bench.Counts.Scheduled);
    }

    [Fact]
    public async Task Send_ScheduledForThePast_ArrivesAtOnce()
    {
        var bench = new QueueBench(QueueBench.Nothing);
        await bench.SendAsync("de", "a", bench.Clock.GetUtcNow() - TimeSpan.FromMinutes(1));

        await bench.RunAsync();

        Assert.Equal(["de/a#1"], bench.Seen);
    }

    [Fact]
    public async Task Send_AfterARestart_ContinuesTheSequenceUpwards()
    {
        var bench = new QueueBench(QueueBench.Nothing);
        var before = new List<long>();
        for (var at = 0; at < 3; at++)
        {
            await bench.SendAsync("de", $"a{at}");
            before.Add(bench.Engine.Peek(QueueBench.Queue)[^1].SequenceNumber);
        }

        await bench.RunAsync();
        bench.Restart();
        await bench.SendAsync("de", "b");

        Assert.True(bench.Engine.Peek(QueueBench.Queue)[0].SequenceNumber > before.Max());
    }

    [Fact]
    public async Task Send_TooLargeOrWithoutSession_IsRefused()
    {
        var bench = new QueueBench(QueueBench.Nothing);

        var large = await Assert.ThrowsAsync<ServiceBusException>(() => bench.Engine.SendAsync(
            QueueBench.Queue, new QueueMessage { MessageId = "a", SessionId = "de", Body = new byte[(256 * 1024) + 1] }));
        await Assert.ThrowsAsync<ArgumentException>(() => bench.SendAsync("", "a"));
        await Assert.ThrowsAsync<ArgumentException>(() => bench.SendAsync(new string('s', 129), "a"));

        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, large.Reason);
        Assert.Empty(bench.Engine.Peek(QueueBench.Queue));
    }

    [Fact]
    public async Task Send_HostileIds_AreStoredAndDelivered()
    {
        const string hostile = "a/b\\c#d?e\u0000f\n\U0001F600|:!";
        var bench = new QueueBench(QueueBench.Nothing);
        await bench.SendAsync(hostile, hostile);
        bench.Restart();

        await bench.RunAsync();

        Assert.Equal([$"{hostile}/{hostile}#1"], bench.Seen);
        Assert.False(await bench.SendAsync(hostile, hostile));
    }
}
