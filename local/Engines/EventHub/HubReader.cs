using Azure.Messaging.EventHubs;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>
/// One consumer on one partition. Measured on Azure and kept here: the checkpoint advances once the function has run, whether or not it
/// succeeded; a retry attribute runs the whole batch again and the partition stands still meanwhile; the count of retries lives in memory.
/// A process that dies before the checkpoint is stored sees the same sequence numbers again.
/// </summary>
internal sealed class HubReader(HubConsumer consumer, HubPartitionLog log, ILocalStore store, EventHubOptions options, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly string checkpointKey = $"{TableKey.Escape(consumer.Hub)}:{TableKey.Escape(consumer.ConsumerGroup)}";
    private long? position;
    private List<EventData>? retrying;
    private int retries;
    private bool ranOut;
    private DateTimeOffset? pausedUntil;
    private bool inFlight;

    /// <summary>What it reads, such as "usage/3".</summary>
    public string Key { get; } = $"{consumer.Hub}/{log.Id}";

    /// <summary>The partition's log.</summary>
    public HubPartitionLog Log => log;

    /// <summary>The first sequence number that the group has not passed; 0 until it is known.</summary>
    public long Passed
    {
        get
        {
            lock (gate)
            {
                return position ?? 0;
            }
        }
    }

    /// <summary>When a pause ends, if there is one.</summary>
    public DateTimeOffset? PausedUntil
    {
        get
        {
            lock (gate)
            {
                return inFlight ? null : pausedUntil;
            }
        }
    }

    /// <summary>Takes the partition for one batch, if it has events and stands neither in a pause nor in another batch.</summary>
    public bool TryTake(DateTimeOffset now)
    {
        lock (gate)
        {
            var ready = !inFlight && (pausedUntil is null || pausedUntil <= now) && log.NextSequence > (position ?? 0);
            inFlight |= ready;
            return ready;
        }
    }

    /// <summary>Reads where the group stopped. Until then nothing of the log may be trimmed for its sake.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        var stored = await store.ReadAsync<HubCheckpoint>(HubCheckpoint.Table, checkpointKey, log.Id, cancellationToken);
        lock (gate)
        {
            position = stored?.NextSequence ?? 0;
        }
    }

    /// <summary>Runs the function on the next batch, or on the one that is being retried, and settles it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunBatchAsync(cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            // The batch stays as it is: read again, or checkpointed again, when the store is back. Nothing was acknowledged.
            Pause(options.StorageRetryDelay);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host is stopping. Whatever is not checkpointed comes again after the restart.
        }
        finally
        {
            lock (gate)
            {
                inFlight = false;
            }
        }
    }

    private async Task RunBatchAsync(CancellationToken cancellationToken)
    {
        if (position is null)
        {
            await RecoverAsync(cancellationToken);
        }

        lock (gate)
        {
            pausedUntil = null;
        }

        var events = retrying ?? await log.ReadAsync(position!.Value, consumer.MaxEventBatchSize, cancellationToken);
        if (events.Count == 0)
        {
            return;
        }

        // When only the checkpoint failed, the function has run and must not run again.
        retrying = events;
        if (!ranOut && !await TryRunFunctionAsync(events, cancellationToken))
        {
            return;
        }

        ranOut = true;
        await CheckpointAsync(events[^1].SequenceNumber + 1, cancellationToken);
        (retrying, retries, ranOut) = (null, 0, false);
    }

    /// <summary>True when the batch is done: the function succeeded, or no retry is left.</summary>
    private async Task<bool> TryRunFunctionAsync(List<EventData> events, CancellationToken cancellationToken)
    {
        var batch = new EventHubBatch(consumer.Hub, consumer.ConsumerGroup, log.Id, events, retries, consumer.Retry.MaxRetryCount);
        var failed = await FunctionFailsAsync(batch, cancellationToken);
        if (cancellationToken.IsCancellationRequested)
        {
            // The host is stopping: without a checkpoint the batch comes again after the restart.
            return false;
        }

        if (!failed || !consumer.Retry.Allows(retries))
        {
            return true;
        }

        retries++;
        Pause(consumer.Retry.Delay(retries));
        return false;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Design", "CA1031", Justification = "A function may throw anything; on Azure too, all that follows is that the invocation failed. The host that calls it records the exception.")]
    private async Task<bool> FunctionFailsAsync(EventHubBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            await consumer.Handler(batch, cancellationToken);
            return false;
        }
        catch (Exception)
        {
            return true;
        }
    }

    private async Task CheckpointAsync(long next, CancellationToken cancellationToken)
    {
        // Unconditional: the process holds the file alone, and one batch of the partition is under way at a time.
        var batch = new TableBatch(HubCheckpoint.Table, checkpointKey).Upsert(log.Id, FabricJson.Bytes(new HubCheckpoint(next)));
        await store.CommitAsync(batch, cancellationToken);
        lock (gate)
        {
            position = next;
        }
    }

    private void Pause(TimeSpan delay)
    {
        lock (gate)
        {
            pausedUntil = clock.GetUtcNow() + delay;
        }
    }
}
