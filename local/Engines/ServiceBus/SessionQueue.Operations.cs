using Azure.Messaging.ServiceBus;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.ServiceBus;

/// <content>Recovery from the store, and what operators see and do.</content>
internal sealed partial class SessionQueue
{
    private readonly SortedDictionary<long, StoredMessage> deadLetters = [];

    /// <summary>Takes a row of the store into memory. Locks are not stored: whatever was in flight is available again, its delivery counted.</summary>
    public void Recover(string table, TableRow row)
    {
        switch (table)
        {
            case QueueRows.Queues:
                reservedSequence = row.Read<StoredSequence>().Reserved;
                nextSequence = Math.Max(nextSequence, reservedSequence);
                break;
            case QueueRows.MessageIds:
                RecoverId(row.Read<StoredMessageId>());
                break;
            case QueueRows.Sessions:
                var session = row.Read<StoredSession>();
                SessionOf(session.SessionId).State = session.State;
                break;
            case QueueRows.DeadLetters:
                var dead = row.Read<StoredMessage>();
                deadLetters[dead.Sequence] = dead;
                SkipSequence(dead.Sequence);
                break;
            default:
                RecoverMessage(row.Read<StoredMessage>());
                break;
        }
    }

    public async Task<bool> ResubmitAsync(long sequence, CancellationToken cancellationToken)
    {
        StoredMessage? dead;
        StoredMessage active;
        List<TableBatch> batches = [];
        lock (gate)
        {
            if (!deadLetters.Remove(sequence, out dead))
            {
                return false;
            }

            active = dead with
            {
                Sequence = TakeSequences(1, batches),
                EnqueuedAt = clock.GetUtcNow(),
                DeliveryCount = 0,
                IsDeferred = false,
                DeadLetterReason = null,
                DeadLetterDescription = null,
            };
        }

        try
        {
            await CommitAsync([.. batches, rows.RemoveDeadLetter(sequence), rows.Put(active)], cancellationToken);
        }
        catch
        {
            lock (gate)
            {
                deadLetters[sequence] = dead;
            }

            throw;
        }

        lock (gate)
        {
            Add(active);
        }

        workArrived();
        return true;
    }

    public IReadOnlyList<ServiceBusReceivedMessage> Peek(long fromSequence, int limit)
    {
        lock (gate)
        {
            return
            [
                .. sessions.Values
                    .SelectMany(session => session.Messages.Values.Select(entry => entry.Message).Concat(session.Deferred.Values))
                    .Concat(scheduled.Values)
                    .Where(message => message.Sequence >= fromSequence)
                    .OrderBy(message => message.Sequence)
                    .Take(limit)
                    .Select(message => message.ToReceived(Guid.Empty, default)),
            ];
        }
    }

    public IReadOnlyList<ServiceBusReceivedMessage> DeadLetters(long fromSequence, int limit)
    {
        lock (gate)
        {
            return [.. deadLetters.Values.Where(message => message.Sequence >= fromSequence).Take(limit).Select(message => message.ToReceived(Guid.Empty, default))];
        }
    }

    public QueueCounts Counts()
    {
        lock (gate)
        {
            return new QueueCounts(
                Name,
                sessions.Values.Sum(session => session.Messages.Count),
                sessions.Values.Sum(session => session.Deferred.Count),
                scheduled.Count,
                deadLetters.Count,
                accepted.Count);
        }
    }

    private void RecoverId(StoredMessageId stored)
    {
        var id = new RememberedId(stored.MessageId, stored.Expires);
        id.Stored.SetResult(true);
        rememberedIds[stored.MessageId] = id;
    }

    /// <summary>After all rows are in: ids expire in order of time, and sessions wait in order of their oldest message.</summary>
    public void FinishRecovery()
    {
        foreach (var id in rememberedIds.Values.OrderBy(id => id.Expires).ThenBy(id => id.MessageId, StringComparer.Ordinal))
        {
            idsByExpiry.Enqueue(id);
        }

        foreach (var session in sessions.Values.OrderBy(session => session.NextAvailable()?.Message.Sequence ?? long.MaxValue).ThenBy(session => session.Id, StringComparer.Ordinal).ToList())
        {
            PutInLine(session);
        }
    }

    private void RecoverMessage(StoredMessage message)
    {
        SkipSequence(message.Sequence);
        if (message.ScheduledFor is { } due)
        {
            scheduled.Add((due, message.Sequence), message);
        }
        else if (message.IsDeferred)
        {
            SessionOf(message.SessionId).Deferred[message.Sequence] = message;
        }
        else
        {
            SessionOf(message.SessionId).Messages[message.Sequence] = new QueueEntry(message);
        }
    }

    private void SkipSequence(long used) => nextSequence = Math.Max(nextSequence, used + 1);
}

/// <summary>How many messages a queue holds, by state, and how many sessions are accepted.</summary>
public sealed record QueueCounts(string Queue, int Active, int Deferred, int Scheduled, int DeadLettered, int AcceptedSessions);
