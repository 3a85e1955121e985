using Microsoft.Extensions.Logging.Abstractions;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Engines.ServiceBus;
using RevenueFunctions.Local.Storage;

namespace RevenueFunctions.Tests.Contract.ServiceBus;

/// <summary>A session queue under a stepped pump, in virtual time; restarting it is a crash and a recovery from the same store.</summary>
internal sealed class QueueBench
{
    public const string Queue = "postings";
    private readonly QueueConsumer consumer;
    private SteppedRun run = null!;

    public QueueBench(Func<SessionDelivery, Task> handle, Func<QueueConsumer, QueueConsumer>? configure = null, ILocalStore? store = null)
    {
        Store = store ?? new MemoryStore();
        consumer = new QueueConsumer(Queue, async (delivery, _) =>
        {
            Seen.Add($"{delivery.Message.SessionId}/{delivery.Message.MessageId}#{delivery.Message.DeliveryCount}");
            await handle(delivery);
        });
        consumer = configure?.Invoke(consumer) ?? consumer;
        Restart();
    }

    public ILocalStore Store { get; }

    public VirtualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));

    public SessionQueueEngine Engine { get; private set; } = null!;

    /// <summary>Deliveries in order, as session/message#delivery.</summary>
    public List<string> Seen { get; } = [];

    public Random Random { get; } = new(17);

    public static Task Nothing(SessionDelivery delivery) => Task.CompletedTask;

    public void Restart()
    {
        Engine = new SessionQueueEngine([consumer], Store, Clock, NullLogger<SessionQueueEngine>.Instance);
        run = new SteppedRun([Engine], Clock, Random);
        run.RecoverAsync().GetAwaiter().GetResult();
    }

    public Task<bool> SendAsync(string session, string id, DateTimeOffset? notBefore = null) =>
        Engine.SendAsync(Queue, new QueueMessage { SessionId = session, MessageId = id }, notBefore);

    public Task<int> RunAsync() => run.SettleAsync(10_000);

    public Task<WorkItem?> StepAsync() => run.StepAsync();

    public async Task WaitAsync(TimeSpan by)
    {
        Clock.Advance(by);
        await RunAsync();
    }

    public QueueCounts Counts => Engine.Counts().Single(counts => counts.Queue == Queue);
}
