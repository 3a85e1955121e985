using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.ServiceBus;

/// <content>What happens to a session between two deliveries: it goes on, or is given back.</content>
internal sealed partial class SessionQueue
{
    private async Task EndAsync(SessionLock held, CancellationToken cancellationToken)
    {
        bool release;
        lock (gate)
        {
            release = held.IsReleaseRequested && ReferenceEquals(held.Session.Lock, held);
            if (!release)
            {
                Unbusy(held);
            }
        }

        if (release)
        {
            await ReleaseAsync(held, cancellationToken);
        }

        workArrived();
    }

    /// <summary>Gives the session back in order: what was delivered and not settled is available again, and that delivery does not count.</summary>
    private async Task ReleaseAsync(SessionLock held, CancellationToken cancellationToken)
    {
        List<QueueEntry> unsettled;
        lock (gate)
        {
            unsettled = [.. held.Session.Messages.Values.Where(entry => entry.HeldBy == held.Ordinal)];
        }

        var uncounted = unsettled.ConvertAll(entry => entry.Message with { DeliveryCount = Math.Max(0, entry.Message.DeliveryCount - 1) });
        try
        {
            if (uncounted.Count > 0)
            {
                await CommitAsync(uncounted.ConvertAll(rows.Put), cancellationToken.IsCancellationRequested ? CancellationToken.None : cancellationToken);
            }

            lock (gate)
            {
                for (var at = 0; at < unsettled.Count; at++)
                {
                    unsettled[at].Message = unsettled[at].HeldBy == held.Ordinal ? uncounted[at] : unsettled[at].Message;
                }
            }
        }
        catch (StorageUnavailableException unavailable)
        {
            // The deliveries stay counted: at worst a message is dead-lettered one delivery early, never late and never lost.
            Pause(unavailable);
        }

        lock (gate)
        {
            Unbusy(held);
            if (ReferenceEquals(held.Session.Lock, held))
            {
                Drop(held);
            }
        }

        workArrived();
    }

    private void Unbusy(SessionLock held)
    {
        held.IsBusy = false;
        held.IdleSince = clock.GetUtcNow();
        orphans -= accepted.Contains(held) ? 0 : 1;
    }
}
