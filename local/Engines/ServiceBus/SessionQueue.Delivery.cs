using System.Globalization;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.ServiceBus;

/// <content>Delivery: one message at a time in a session, settled by its receiver or by what its handler does.</content>
internal sealed partial class SessionQueue
{
    private async Task DeliverAsync(SessionLock held, QueueEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            if (entry.Message.DeliveryCount >= properties.MaxDeliveryCount)
            {
                await DeadLetterExhaustedAsync(held, entry, cancellationToken);
                return;
            }

            var counted = entry.Message with { DeliveryCount = entry.Message.DeliveryCount + 1 };
            await CommitAsync([rows.Put(counted)], cancellationToken);
            if (Count(held, entry, counted))
            {
                await HandleAsync(held, counted, cancellationToken);
            }
        }
        catch (StorageUnavailableException unavailable)
        {
            // Nothing was delivered: the message stays the session's first, or its successor would overtake it.
            Pause(unavailable);
            lock (gate)
            {
                entry.HeldBy = QueueEntry.Nobody;
            }
        }
        finally
        {
            await EndAsync(held, cancellationToken);
        }
    }

    private async Task HandleAsync(SessionLock held, StoredMessage message, CancellationToken cancellationToken)
    {
        var token = held.TokenOf(message.Sequence);
        var lockedUntil = LockedUntil(held);
        var settlement = new SessionSettlement(this, held);
        var delivery = new SessionDelivery(
            message.ToReceived(token, lockedUntil), new ServiceBusMessageActions(settlement), new ServiceBusSessionMessageActions(settlement, message.SessionId, lockedUntil));
        var end = Settlement.Complete;
        try
        {
            await consumer!.HandleAsync(delivery, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops: the session is released, and the delivery does not count.
            RequestRelease(held);
            return;
        }
#pragma warning disable CA1031 // Justification: whatever a handler throws abandons its message, as the real processor does; the failure is logged.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogHandlerFailed(failure, Name, message.SessionId, message.Sequence, message.DeliveryCount);
            end = Settlement.Abandon;
        }

        if ((end == Settlement.Abandon || consumer!.AutoComplete) && IsHeld(held, message.Sequence))
        {
            try
            {
                await SettleAsync(held, token.ToString(), end, static stored => stored, CancellationToken.None);
            }
            catch (ServiceBusException lost)
            {
                // The lock was lost on the last metre or the store is down: the message is delivered again. Held on, it would wait for the end
                // of a lock that renews itself for hours, while its successors overtake it.
                LogNotSettled(lost, Name, message.SessionId, message.Sequence, end);
                LetGo(held, message.Sequence);
            }
        }
    }

    /// <summary>Settles a message under a lock that must still hold.</summary>
    /// <exception cref="ServiceBusException">SessionLockLost, MessageLockLost, or a transient one when the store is down.</exception>
    public async Task SettleAsync(SessionLock held, string token, Settlement settlement, Func<StoredMessage, StoredMessage> change, CancellationToken cancellationToken)
    {
        QueueEntry entry;
        lock (gate)
        {
            CheckHeld(held);
            entry = held.SequenceOf(token) is { } sequence && held.Session.Messages.TryGetValue(sequence, out var found) && found.HeldBy == held.Ordinal
                ? found
                : throw new ServiceBusException("The lock on the message is lost, or the message is settled.", ServiceBusFailureReason.MessageLockLost, Name);
            entry.HeldBy = QueueEntry.Settlement;
        }

        try
        {
            var changed = change(entry.Message);
            await CommitAsync(Changes(settlement, changed), cancellationToken);
            lock (gate)
            {
                Apply(held.Session, entry, settlement, changed);
            }
        }
        catch (Exception failure)
        {
            lock (gate)
            {
                Unhold(held, entry);
            }

            if (failure is StorageUnavailableException)
            {
                throw new ServiceBusException("The store is unavailable; the message is not settled.", ServiceBusFailureReason.ServiceCommunicationProblem, Name, failure);
            }

            throw;
        }

        workArrived();
    }

    public DateTimeOffset Renew(SessionLock held)
    {
        lock (gate)
        {
            CheckHeld(held);
            return held.Renew(clock.GetUtcNow());
        }
    }

    public void RequestRelease(SessionLock held)
    {
        lock (gate)
        {
            held.IsReleaseRequested = true;
        }
    }

    public BinaryData GetState(SessionLock held)
    {
        lock (gate)
        {
            CheckHeld(held);
            return BinaryData.FromBytes(held.Session.State ?? []);
        }
    }

    public async Task SetStateAsync(SessionLock held, BinaryData state, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            CheckHeld(held);
        }

        var bytes = state.ToArray();
        await CommitAsync(
            [new TableBatch(QueueRows.Sessions, rows.Partition).Upsert(TableKey.Escape(held.Session.Id), FabricJson.Bytes(new StoredSession(held.Session.Id, bytes)))],
            cancellationToken);
        lock (gate)
        {
            held.Session.State = bytes;
        }
    }

    private List<TableBatch> Changes(Settlement settlement, StoredMessage message) => settlement switch
    {
        Settlement.Complete => [rows.Remove(message)],
        Settlement.DeadLetter => [rows.Remove(message), rows.PutDeadLetter(message)],
        _ => [rows.Put(message)],
    };

    private void Apply(QueueSession session, QueueEntry entry, Settlement settlement, StoredMessage message)
    {
        switch (settlement)
        {
            case Settlement.Abandon:
                entry.Message = message;
                entry.HeldBy = QueueEntry.Nobody;
                break;
            case Settlement.Defer:
                session.Messages.Remove(message.Sequence);
                session.Deferred[message.Sequence] = message;
                break;
            case Settlement.DeadLetter:
                session.Messages.Remove(message.Sequence);
                deadLetters[message.Sequence] = message;
                LogDeadLettered(Name, message.SessionId, message.Sequence, message.DeadLetterReason!);
                break;
            default:
                session.Messages.Remove(message.Sequence);
                break;
        }

        PutInLine(session);
    }

    /// <summary>Takes the counted delivery into memory; false when the lock was lost meanwhile, and the message is no longer ours to deliver.</summary>
    private bool Count(SessionLock held, QueueEntry entry, StoredMessage counted)
    {
        lock (gate)
        {
            entry.Message = counted;
            return entry.HeldBy == held.Ordinal;
        }
    }

    private async Task DeadLetterExhaustedAsync(SessionLock held, QueueEntry entry, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            entry.HeldBy = QueueEntry.Settlement;
        }

        var message = entry.Message with
        {
            DeadLetterReason = "MaxDeliveryCountExceeded",
            DeadLetterDescription = string.Create(CultureInfo.InvariantCulture, $"Message could not be consumed after {entry.Message.DeliveryCount} delivery attempts."),
        };
        await CommitAsync(Changes(Settlement.DeadLetter, message), cancellationToken);
        lock (gate)
        {
            Apply(held.Session, entry, Settlement.DeadLetter, message);
        }
    }

    private void Unhold(SessionLock held, QueueEntry entry)
    {
        entry.HeldBy = ReferenceEquals(held.Session.Lock, held) ? held.Ordinal : QueueEntry.Nobody;
        PutInLine(held.Session);
    }

    private void LetGo(SessionLock held, long sequence)
    {
        lock (gate)
        {
            if (held.Session.Messages.TryGetValue(sequence, out var entry) && entry.HeldBy == held.Ordinal)
            {
                entry.HeldBy = QueueEntry.Nobody;
            }
        }
    }

    private bool IsHeld(SessionLock held, long sequence)
    {
        lock (gate)
        {
            return held.Session.Messages.TryGetValue(sequence, out var entry) && entry.HeldBy == held.Ordinal;
        }
    }

    private DateTimeOffset LockedUntil(SessionLock held)
    {
        lock (gate)
        {
            return held.LockedUntil(clock.GetUtcNow());
        }
    }

    private void CheckHeld(SessionLock held)
    {
        if (!ReferenceEquals(held.Session.Lock, held) || held.Expires <= clock.GetUtcNow())
        {
            throw new ServiceBusException("The session lock has expired or was released. Accept the session again.", ServiceBusFailureReason.SessionLockLost, Name);
        }
    }
}
