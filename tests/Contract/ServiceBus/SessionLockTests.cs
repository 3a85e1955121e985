using Azure.Messaging.ServiceBus;
using RevenueFunctions.Local.Engines.ServiceBus;

namespace RevenueFunctions.Tests.Contract.ServiceBus;

public sealed class SessionLockTests
{
    private static readonly TimeSpan LockDuration = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Lock_WithoutRenewal_ExpiresAndTheMessageIsDeliveredAgainCounted()
    {
        var hung = new TaskCompletionSource();
        var bench = new QueueBench(delivery => delivery.Message.DeliveryCount == 1 ? hung.Task : Task.CompletedTask, NoRenewal);
        await bench.SendAsync("de", "a");
        var first = bench.Engine.TryTake()!.RunAsync(CancellationToken.None);
        Assert.Equal(bench.Clock.GetUtcNow() + LockDuration, bench.Engine.NextDue);

        await bench.WaitAsync(LockDuration);

        Assert.Equal(["de/a#1", "de/a#2"], bench.Seen);
        hung.SetResult();
        await first;
        Assert.Equal(0, bench.Counts.Active);
        Assert.Equal(1, bench.Counts.AcceptedSessions);
    }

    [Fact]
    public async Task Settle_AfterTheLockWasLost_IsRefusedAndSettlesNothing()
    {
        var hung = new TaskCompletionSource();
        var refused = new List<ServiceBusFailureReason>();
        var bench = new QueueBench(
            async delivery =>
            {
                if (delivery.Message.DeliveryCount > 1)
                {
                    return;
                }

                await hung.Task;
                refused.Add((await Assert.ThrowsAsync<ServiceBusException>(() => delivery.MessageActions.CompleteMessageAsync(delivery.Message))).Reason);
                refused.Add((await Assert.ThrowsAsync<ServiceBusException>(() => delivery.SessionActions.SetSessionStateAsync(new BinaryData("stale")))).Reason);
                refused.Add((await Assert.ThrowsAsync<ServiceBusException>(() => delivery.SessionActions.RenewSessionLockAsync())).Reason);
            },
            consumer => NoRenewal(consumer) with { AutoComplete = false });
        await bench.SendAsync("de", "a");
        var first = bench.Engine.TryTake()!.RunAsync(CancellationToken.None);
        await bench.WaitAsync(LockDuration);

        hung.SetResult();
        await first;

        Assert.Equal(Enumerable.Repeat(ServiceBusFailureReason.SessionLockLost, 3), refused);
        Assert.Equal(1, bench.Counts.Active);
    }

    [Fact]
    public async Task Lock_WithAutoRenewal_HoldsAsLongAsTheRenewalLasts()
    {
        var hung = new TaskCompletionSource();
        var bench = new QueueBench(
            delivery => delivery.Message.DeliveryCount == 1 ? hung.Task : Task.CompletedTask,
            consumer => NoRenewal(consumer) with { MaxAutoLockRenewal = TimeSpan.FromMinutes(10) });
        await bench.SendAsync("de", "a");
        var first = bench.Engine.TryTake()!.RunAsync(CancellationToken.None);

        await bench.WaitAsync(TimeSpan.FromMinutes(9));
        Assert.Single(bench.Seen);
        await bench.WaitAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(2, bench.Seen.Count);
        hung.SetResult();
        await first;
    }

    [Fact]
    public async Task RenewSessionLock_ByHand_MovesTheEndOfTheLock()
    {
        var hung = new TaskCompletionSource();
        DateTimeOffset renewed = default;
        SessionDelivery? held = null;
        var bench = new QueueBench(
            delivery =>
            {
                held = delivery;
                return hung.Task;
            },
            NoRenewal);
        await bench.SendAsync("de", "a");
        var first = bench.Engine.TryTake()!.RunAsync(CancellationToken.None);
        bench.Clock.Advance(TimeSpan.FromSeconds(20));

        await held!.SessionActions.RenewSessionLockAsync();
        renewed = held.SessionActions.SessionLockedUntil;
        await bench.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(new DateTimeOffset(2026, 11, 1, 0, 0, 50, TimeSpan.Zero), renewed);
        Assert.Single(bench.Seen);
        hung.SetResult();
        await first;
        Assert.Equal(0, bench.Counts.Active);
    }

    [Fact]
    public async Task Crash_WhileAHandlerRuns_RedeliversAndCountsTheDelivery()
    {
        var bench = new QueueBench(
            delivery => delivery.Message.DeliveryCount < 3 ? new TaskCompletionSource().Task : Task.CompletedTask,
            consumer => consumer with { Properties = new QueueProperties { MaxDeliveryCount = 2 } });
        await bench.SendAsync("de", "killer");
        await bench.SendAsync("de", "next");
        _ = bench.Engine.TryTake()!.RunAsync(CancellationToken.None);
        bench.Restart();
        _ = bench.Engine.TryTake()!.RunAsync(CancellationToken.None);
        bench.Restart();

        // The third start finds the deliveries used up: a message that kills the process cannot do so for ever.
        await bench.Engine.TryTake()!.RunAsync(CancellationToken.None);

        Assert.Equal(["de/killer#1", "de/killer#2"], bench.Seen);
        Assert.Equal("killer", Assert.Single(bench.Engine.DeadLetters(QueueBench.Queue)).MessageId);
        Assert.Equal("next", Assert.Single(bench.Engine.Peek(QueueBench.Queue)).MessageId);
    }

    private static QueueConsumer NoRenewal(QueueConsumer consumer) => consumer with
    {
        MaxAutoLockRenewal = TimeSpan.Zero,
        SessionIdleTimeout = TimeSpan.FromHours(1),
        Properties = new QueueProperties { LockDuration = LockDuration },
    };
}
