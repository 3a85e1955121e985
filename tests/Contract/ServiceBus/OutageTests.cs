using Azure.Messaging.ServiceBus;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.ServiceBus;

public sealed class OutageTests
{
    [Fact]
    public async Task Deliver_StoreDown_WaitsAndGoesOnInOrder()
    {
        var store = new FaultyStore(new MemoryStore());
        var bench = new QueueBench(QueueBench.Nothing, store: store);
        await bench.SendAsync("de", "a");
        await bench.SendAsync("de", "b");
        store.IsDown = true;
        await bench.RunAsync();
        Assert.Empty(bench.Seen);

        store.IsDown = false;
        await bench.WaitAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(["de/a#1", "de/b#1"], bench.Seen);
    }

    [Fact]
    public async Task Complete_StoreDown_FailsAsTransientAndTheMessageStaysHeld()
    {
        var store = new FaultyStore(new MemoryStore());
        ServiceBusException? failure = null;
        var bench = new QueueBench(
            async delivery =>
            {
                store.IsDown = true;
                failure = await Assert.ThrowsAsync<ServiceBusException>(() => delivery.MessageActions.CompleteMessageAsync(delivery.Message));
                store.IsDown = false;
                await delivery.MessageActions.CompleteMessageAsync(delivery.Message);
            },
            store: store);
        await bench.SendAsync("de", "a");

        await bench.RunAsync();

        Assert.True(failure!.IsTransient);
        Assert.Equal(["de/a#1"], bench.Seen);
        Assert.Equal(0, bench.Counts.Active);
    }

    [Fact]
    public async Task Settle_StoreDownToTheEnd_IsDeliveredAgainBeforeItsSuccessor()
    {
        var store = new FaultyStore(new MemoryStore());
        var bench = new QueueBench(
            async delivery =>
            {
                store.IsDown = delivery.Message.DeliveryCount == 1;
                await delivery.MessageActions.CompleteMessageAsync(delivery.Message);
            },
            store: store);
        await bench.SendAsync("de", "a");
        await bench.SendAsync("de", "b");
        await bench.RunAsync();
        Assert.Equal(["de/a#1"], bench.Seen);

        store.IsDown = false;
        await bench.WaitAsync(TimeSpan.FromSeconds(1));

        Assert.Equal("de/a#2", bench.Seen[1]);
    }

    [Fact]
    public async Task Send_StoreDown_ThrowsAndTheSameIdMayBeSentAgain()
    {
        var store = new FaultyStore(new MemoryStore());
        var bench = new QueueBench(QueueBench.Nothing, store: store);
        store.IsDown = true;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => bench.SendAsync("de", "a"));
        store.IsDown = false;

        Assert.True(await bench.SendAsync("de", "a"));
        await bench.RunAsync();

        Assert.Equal(["de/a#1"], bench.Seen);
    }

    [Fact]
    public async Task Activate_StoreDown_KeepsTheScheduledMessage()
    {
        var store = new FaultyStore(new MemoryStore());
        var bench = new QueueBench(QueueBench.Nothing, store: store);
        await bench.SendAsync("de", "later", bench.Clock.GetUtcNow() + TimeSpan.FromSeconds(5));
        store.IsDown = true;
        await bench.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(1, bench.Counts.Scheduled);

        store.IsDown = false;
        await bench.WaitAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(["de/later#1"], bench.Seen);
    }
}
