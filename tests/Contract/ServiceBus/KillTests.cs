using RevenueFunctions.Local.Storage;

namespace RevenueFunctions.Tests.Contract.ServiceBus;

public sealed class KillTests
{
    private static readonly string[] Sends = ["de/1", "fr/1", "de/2", "de/3", "fr/2", "us/later"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Kill_AtEveryCommit_LosesNothingAndKeepsTheOrder(bool afterCommit)
    {
        var killed = 0;
        for (var killAt = 1; ; killAt++)
        {
            var inner = new MemoryStore();
            var store = new FaultyStore(inner, StoreFault.Kill(killAt, afterCommit));
            var handled = new List<string>();
            var first = await LiveAsync(new QueueBench(Handler(handled), store: store));
            if (!store.HasFailed)
            {
                Assert.True(first);
                break;
            }

            killed++;
            Assert.False(first);
            var second = new QueueBench(Handler(handled), store: inner);
            Assert.True(await LiveAsync(second));

            Check(handled, second);
        }

        Assert.InRange(killed, 15, 60);
    }

    /// <summary>Sends everything (again: producers retry what was not acknowledged), lives two hours; false when the process was killed on the way.</summary>
    private static async Task<bool> LiveAsync(QueueBench bench)
    {
        try
        {
            foreach (var send in Sends)
            {
                var parts = send.Split('/');
                await bench.SendAsync(parts[0], send, parts[1] == "later" ? bench.Clock.GetUtcNow() + TimeSpan.FromHours(1) : null);
            }

            await bench.RunAsync();
            await bench.WaitAsync(TimeSpan.FromHours(2));
            return true;
        }
        catch (ProcessKilledException)
        {
            return false;
        }
    }

    private static Func<RevenueFunctions.Local.Engines.ServiceBus.SessionDelivery, Task> Handler(List<string> handled) => delivery =>
    {
        if (delivery.Message.MessageId == "de/2" && delivery.Message.DeliveryCount == 1)
        {
            throw new InvalidOperationException("fails the first time");
        }

        handled.Add(delivery.Message.MessageId);
        return Task.CompletedTask;
    };

    private static void Check(List<string> handled, QueueBench bench)
    {
        Assert.Equal(Sends.Order(StringComparer.Ordinal), handled.Distinct().Order(StringComparer.Ordinal));
        foreach (var session in handled.GroupBy(id => id.Split('/')[0]))
        {
            // A message may be handled twice around a kill, but none before its predecessor.
            Assert.Equal(session.Order(StringComparer.Ordinal), session);
            Assert.True(session.Count() <= session.Distinct().Count() + 1);
        }

        Assert.Equal(0, bench.Counts.Active + bench.Counts.Scheduled + bench.Counts.DeadLettered);
    }
}
