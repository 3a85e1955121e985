using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.ServiceBus;

/// <content>Sending: sequence numbers, duplicate detection, scheduled messages.</content>
internal sealed partial class SessionQueue
{
    private const int SequenceBlock = 1000;
    private const int ActivationBatch = 100;
    private const int ForgottenIdsPerSend = 50;

    private readonly SortedDictionary<(DateTimeOffset Due, long Sequence), StoredMessage> scheduled = [];
    private readonly Dictionary<string, RememberedId> rememberedIds = new(StringComparer.Ordinal);
    private readonly Queue<RememberedId> idsByExpiry = new();
    private bool isActivating;
    private long nextSequence = 1;
    private long reservedSequence;

    /// <summary>Sends; durable when the task completes. False for a message whose id was sent within the duplicate detection window.</summary>
    public async Task<bool> SendAsync(QueueMessage message, DateTimeOffset? scheduledEnqueueTime, CancellationToken cancellationToken)
    {
        message.Check(Name);
        while (true)
        {
            RememberedId? mine;
            RememberedId? other;
            lock (gate)
            {
                (mine, other) = Remember(message.MessageId);
            }

            if (mine is not null)
            {
                await CommitSendAsync(message, scheduledEnqueueTime, mine, cancellationToken);
                return true;
            }

            // Another send of the same id is under way, or done: this one is a duplicate only if that one becomes durable.
            if (await other!.Stored.Task.WaitAsync(cancellationToken))
            {
                return false;
            }
        }
    }

    private (RememberedId? Mine, RememberedId? Other) Remember(string messageId)
    {
        var now = clock.GetUtcNow();
        if (rememberedIds.TryGetValue(messageId, out var known) && (known.Expires > now || !known.Stored.Task.IsCompleted))
        {
            return (null, known);
        }

        var mine = new RememberedId(messageId, now + properties.DuplicateDetectionWindow);
        rememberedIds[messageId] = mine;
        return (mine, null);
    }

    private async Task CommitSendAsync(QueueMessage message, DateTimeOffset? scheduledEnqueueTime, RememberedId id, CancellationToken cancellationToken)
    {
        var committed = false;
        try
        {
            List<TableBatch> batches = [];
            StoredMessage stored;
            lock (gate)
            {
                var now = clock.GetUtcNow();
                stored = StoredMessage.Of(message, TakeSequences(1, batches), now, scheduledEnqueueTime > now ? scheduledEnqueueTime : null);
                AddIdChanges(id, now, batches);
            }

            batches.Add(stored.ScheduledFor is null
                ? rows.Put(stored)
                : new TableBatch(QueueRows.Scheduled, rows.Partition).Upsert(QueueRows.ScheduledRow(stored), FabricJson.Bytes(stored)));
            await CommitAsync(batches, cancellationToken);
            committed = true;
            lock (gate)
            {
                Add(stored);
                Confirm(id);
            }
        }
        finally
        {
            if (!committed)
            {
                lock (gate)
                {
                    rememberedIds.Remove(id.MessageId);
                }
            }

            id.Stored.TrySetResult(committed);
        }

        workArrived();
    }

    private void Add(StoredMessage message)
    {
        if (message.ScheduledFor is { } due)
        {
            scheduled.Add((due, message.Sequence), message);
            return;
        }

        var session = SessionOf(message.SessionId);
        session.Messages[message.Sequence] = new QueueEntry(message);
        PutInLine(session);
    }

    private void Confirm(RememberedId id)
    {
        if (properties.DuplicateDetectionWindow > TimeSpan.Zero)
        {
            idsByExpiry.Enqueue(id);
        }
        else
        {
            rememberedIds.Remove(id.MessageId);
        }
    }

    private void AddIdChanges(RememberedId id, DateTimeOffset now, List<TableBatch> batches)
    {
        if (properties.DuplicateDetectionWindow <= TimeSpan.Zero)
        {
            return;
        }

        var ids = new TableBatch(QueueRows.MessageIds, rows.Partition);
        ids.Upsert(TableKey.Escape(id.MessageId), FabricJson.Bytes(new StoredMessageId(id.MessageId, id.Expires)));
        for (var count = 0; count < ForgottenIdsPerSend && idsByExpiry.TryPeek(out var oldest) && oldest.Expires <= now; count++)
        {
            idsByExpiry.Dequeue();
            if (rememberedIds.TryGetValue(oldest.MessageId, out var current) && ReferenceEquals(current, oldest))
            {
                rememberedIds.Remove(oldest.MessageId);
                ids.Delete(TableKey.Escape(oldest.MessageId), RowVersion.Any);
            }
        }

        batches.Add(ids);
    }

    /// <summary>Takes sequence numbers; a block of them is reserved in the store at a time, so that none is used twice after a restart.</summary>
    private long TakeSequences(int count, List<TableBatch> batches)
    {
        var first = nextSequence;
        nextSequence += count;
        if (nextSequence > reservedSequence)
        {
            reservedSequence = nextSequence + SequenceBlock;
            batches.Add(new TableBatch(QueueRows.Queues, rows.Partition).Upsert(QueueRows.SequenceRow, FabricJson.Bytes(new StoredSequence(Name, reservedSequence))));
        }

        return first;
    }

    private List<StoredMessage>? TakeDueScheduled(DateTimeOffset now)
    {
        if (isActivating || scheduled.Count == 0 || scheduled.Keys.First().Due > now)
        {
            return null;
        }

        isActivating = true;
        return [.. scheduled.TakeWhile(message => message.Key.Due <= now).Take(ActivationBatch).Select(message => message.Value)];
    }

    /// <summary>Enqueues scheduled messages whose time has come: with a new sequence number, as Service Bus does.</summary>
    private async Task ActivateAsync(List<StoredMessage> due, CancellationToken cancellationToken)
    {
        try
        {
            List<TableBatch> batches = [];
            List<StoredMessage> active;
            lock (gate)
            {
                var first = TakeSequences(due.Count, batches);
                var now = clock.GetUtcNow();
                active = [.. due.Select((message, at) => message with { Sequence = first + at, EnqueuedAt = now, ScheduledFor = null })];
            }

            var gone = new TableBatch(QueueRows.Scheduled, rows.Partition);
            due.ForEach(message => gone.Delete(QueueRows.ScheduledRow(message), RowVersion.Any));
            await CommitAsync([.. batches, gone, .. active.Select(rows.Put)], cancellationToken);
            lock (gate)
            {
                due.ForEach(message => scheduled.Remove((message.ScheduledFor!.Value, message.Sequence)));
                active.ForEach(Add);
            }
        }
        catch (StorageUnavailableException unavailable)
        {
            Pause(unavailable);
        }
        finally
        {
            lock (gate)
            {
                isActivating = false;
            }
        }

        workArrived();
    }

    private async Task CommitAsync(List<TableBatch> batches, CancellationToken cancellationToken)
    {
        var result = await store.CommitAllAsync(batches, cancellationToken);
        if (!result.IsCommitted)
        {
            throw new InvalidOperationException(
                $"Queue '{Name}' and the store disagree: {result.Result.Conflict} at change {result.Result.FailedIndex} of batch {result.FailedBatch}.");
        }
    }

    /// <summary>A message id within the duplicate detection window.</summary>
    private sealed record RememberedId(string MessageId, DateTimeOffset Expires)
    {
        /// <summary>True once the message is durable, false when its send failed.</summary>
        public TaskCompletionSource<bool> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
