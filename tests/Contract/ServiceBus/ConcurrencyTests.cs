using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Engines.ServiceBus;
using RevenueFunctions.Local.Storage;

namespace RevenueFunctions.Tests.Contract.ServiceBus;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Run_ManySessionsUnderTheRealPump_OneCallASessionInOrderAndNothingLost()
    {
        const int Sessions = 12;
        const int Messages = 50;
        var calls = new ConcurrentDictionary<string, int>();
        var seen = new ConcurrentDictionary<string, List<int>>();
        var overlaps = 0;
        var left = Sessions * Messages;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new QueueConsumer("q", async (delivery, _) =>
        {
            var session = delivery.Message.SessionId;
            overlaps += calls.AddOrUpdate(session, 1, (_, running) => running + 1) > 1 ? 1 : 0;
            await Task.Yield();
            var number = int.Parse(delivery.Message.Subject, System.Globalization.CultureInfo.InvariantCulture);
            calls.AddOrUpdate(session, 0, (_, running) => running - 1);
            if (number % 10 == 3 && delivery.Message.DeliveryCount == 1)
            {
                throw new InvalidOperationException("fails the first time");
            }

            seen.GetOrAdd(session, _ => []).Add(number);
            if (Interlocked.Decrement(ref left) == 0)
            {
                done.SetResult();
            }
        })
        {
            MaxConcurrentSessions = 4,
            SessionIdleTimeout = TimeSpan.FromMilliseconds(20),
        };
        using var folder = new TemporaryFolder();
        using var sqlite = SqliteStore.Open(folder.File("q.db"));
        var engine = new SessionQueueEngine([consumer], sqlite, TimeProvider.System, NullLogger<SessionQueueEngine>.Instance);
        await using var pump = new Pump([engine], TimeProvider.System, NullLogger<Pump>.Instance);
        await pump.StartAsync(CancellationToken.None);

        await Task.WhenAll(Enumerable.Range(0, Sessions).Select(session => Task.Run(async () =>
        {
            for (var number = 0; number < Messages; number++)
            {
                await engine.SendAsync("q", new QueueMessage { SessionId = $"s{session}", MessageId = $"{session}:{number}", Subject = $"{number}" });
            }
        })));
        await Task.WhenAny(done.Task, pump.Faulted).Unwrap().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(0, overlaps);
        Assert.All(seen.Values, numbers => Assert.Equal(Enumerable.Range(0, Messages), numbers));
        Assert.Equal(Sessions, seen.Count);
    }
}
