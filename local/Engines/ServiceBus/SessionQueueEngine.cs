using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.ServiceBus;

/// <summary>
/// Service Bus session queues in this process: FIFO and one receiver at a time in a session, several sessions at a time, delivery
/// counts, dead letters, duplicate detection, scheduled messages, session state. A queue comes into being when it is named.
/// </summary>
public sealed class SessionQueueEngine : IEngine
{
    private static readonly string[] Tables =
        [QueueRows.Queues, QueueRows.Sessions, QueueRows.Messages, QueueRows.Scheduled, QueueRows.DeadLetters, QueueRows.MessageIds];

    private readonly ILocalStore store;
    private readonly TimeProvider clock;
    private readonly ILogger<SessionQueueEngine> logger;
    private readonly Lock gate = new();
    private Dictionary<string, SessionQueue> queues = new(StringComparer.OrdinalIgnoreCase);
    private int turn;

    /// <summary>Makes the engine with its consumers; at most one a queue.</summary>
    public SessionQueueEngine(IEnumerable<QueueConsumer> consumers, ILocalStore store, TimeProvider clock, ILogger<SessionQueueEngine> logger)
    {
        ArgumentNullException.ThrowIfNull(consumers);
        this.store = store;
        this.clock = clock;
        this.logger = logger;
        foreach (var consumer in consumers)
        {
            queues.Add(consumer.Queue, NewQueue(consumer.Queue, consumer));
        }
    }

    /// <inheritdoc/>
    public event Action? WorkArrived;

    /// <inheritdoc/>
    public string Name => "serviceBus";

    /// <inheritdoc/>
    public DateTimeOffset? NextDue => queues.Values.Min(queue => queue.NextDue);

    /// <inheritdoc/>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        await foreach (var row in store.ScanTableAsync(QueueRows.Queues, cancellationToken))
        {
            QueueOf(row.Read<StoredSequence>().Queue);
        }

        var byPartition = queues.Values.ToDictionary(queue => QueueRows.PartitionOf(queue.Name), StringComparer.Ordinal);
        foreach (var table in Tables)
        {
            await foreach (var row in store.ScanTableAsync(table, cancellationToken))
            {
                byPartition[QueueRows.QueueOf(row.Partition)].Recover(table, row);
            }
        }

        foreach (var queue in queues.Values)
        {
            queue.FinishRecovery();
        }
    }

    /// <inheritdoc/>
    public WorkItem? TryTake()
    {
        var all = queues;
        if (all.Count == 0)
        {
            return null;
        }

        var first = (int)((uint)Interlocked.Increment(ref turn) % (uint)all.Count);
        foreach (var queue in all.Values.Skip(first).Concat(all.Values.Take(first)))
        {
            if (queue.TryTake(Name) is { } item)
            {
                return item;
            }
        }

        return null;
    }

    /// <summary>Sends a message; it is durable when the task completes. False when its id was sent within the duplicate detection window.</summary>
    /// <exception cref="ArgumentException">An id is missing or too long.</exception>
    /// <exception cref="ServiceBusException">The message is too large.</exception>
    public Task<bool> SendAsync(string queue, QueueMessage message, DateTimeOffset? scheduledEnqueueTime = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(queue);
        ArgumentNullException.ThrowIfNull(message);
        return QueueOf(queue).SendAsync(message, scheduledEnqueueTime, cancellationToken);
    }

    /// <summary>Messages from a sequence number on, active, deferred and scheduled ones, without receiving them.</summary>
    public IReadOnlyList<ServiceBusReceivedMessage> Peek(string queue, long fromSequence = 0, int limit = 100) => Find(queue)?.Peek(fromSequence, limit) ?? [];

    /// <summary>Dead-lettered messages from a sequence number on, with their reasons.</summary>
    public IReadOnlyList<ServiceBusReceivedMessage> DeadLetters(string queue, long fromSequence = 0, int limit = 100) => Find(queue)?.DeadLetters(fromSequence, limit) ?? [];

    /// <summary>Puts a dead-lettered message at the end of its session again, as new. False when there is none.</summary>
    public Task<bool> ResubmitAsync(string queue, long sequence, CancellationToken cancellationToken = default) =>
        Find(queue)?.ResubmitAsync(sequence, cancellationToken) ?? Task.FromResult(false);

    /// <summary>All queues and what they hold.</summary>
    public IReadOnlyList<QueueCounts> Counts() => [.. queues.Values.Select(queue => queue.Counts()).OrderBy(counts => counts.Queue, StringComparer.Ordinal)];

    private SessionQueue? Find(string queue) => queues.GetValueOrDefault(queue);

    private SessionQueue QueueOf(string queue)
    {
        if (Find(queue) is { } found)
        {
            return found;
        }

        lock (gate)
        {
            if (Find(queue) is { } meanwhile)
            {
                return meanwhile;
            }

            // Copied on write: readers take no lock, and queues are added a few times in a process's life.
            var made = NewQueue(queue, null);
            queues = new Dictionary<string, SessionQueue>(queues, StringComparer.OrdinalIgnoreCase) { [queue] = made };
            return made;
        }
    }

    private SessionQueue NewQueue(string queue, QueueConsumer? consumer) => new(queue, consumer, store, clock, logger, () => WorkArrived?.Invoke());
}
