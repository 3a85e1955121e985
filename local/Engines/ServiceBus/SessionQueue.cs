using Microsoft.Extensions.Logging;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.ServiceBus;

/// <summary>
/// One session queue with its processor. Memory mirrors the store: a change is committed first and applied after, while the message or
/// session it concerns is held. This part decides what runs next; the others send, deliver, settle and show.
/// </summary>
internal sealed partial class SessionQueue(string name, QueueConsumer? consumer, ILocalStore store, TimeProvider clock, ILogger logger, Action workArrived)
{
    private static readonly TimeSpan StoragePause = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly QueueRows rows = new(name);
    private readonly QueueProperties properties = consumer?.Properties ?? new QueueProperties();
    private readonly Dictionary<string, QueueSession> sessions = new(StringComparer.Ordinal);
    private readonly Queue<QueueSession> line = new();
    private readonly List<SessionLock> accepted = [];
    private int orphans;
    private long lastLock;
    private DateTimeOffset pausedUntil = DateTimeOffset.MinValue;

    public string Name { get; } = name;

    public WorkItem? TryTake(string engine)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (now < pausedUntil)
            {
                return null;
            }

            if (TakeDueScheduled(now) is { } due)
            {
                return new WorkItem(engine, $"{Name}/scheduled", cancellationToken => ActivateAsync(due, cancellationToken));
            }

            if (consumer is null)
            {
                return null;
            }

            DropExpiredLocks(now);
            return TakeFromAccepted(engine, now) ?? TakeFromLine(engine, now);
        }
    }

    public DateTimeOffset? NextDue
    {
        get
        {
            lock (gate)
            {
                var due = scheduled.Count > 0 && !isActivating ? scheduled.Keys.First().Due : DateTimeOffset.MaxValue;
                foreach (var held in accepted)
                {
                    due = Earlier(due, held.Expires);
                    if (!held.IsBusy)
                    {
                        due = Earlier(due, held.IdleSince + consumer!.SessionIdleTimeout);
                    }
                }

                // While paused nothing can be taken, whatever is due; and the pause itself ends in time only.
                due = pausedUntil > clock.GetUtcNow() ? pausedUntil : due;
                return due == DateTimeOffset.MaxValue ? null : due;
            }
        }
    }

    private WorkItem? TakeFromAccepted(string engine, DateTimeOffset now)
    {
        for (var at = 0; at < accepted.Count; at++)
        {
            var held = accepted[at];
            if (held.IsBusy)
            {
                continue;
            }

            if (held.Session.NextAvailable() is { } entry)
            {
                // The session goes to the end of the row, so that a busy one does not starve the others of this loop.
                accepted.RemoveAt(at);
                accepted.Add(held);
                return Deliver(engine, held, entry);
            }

            if (held.IdleSince + consumer!.SessionIdleTimeout > now)
            {
                continue;
            }

            held.IsBusy = true;
            return new WorkItem(engine, $"{Name}/{held.Session.Id}", cancellationToken => ReleaseAsync(held, cancellationToken));
        }

        return null;
    }

    private WorkItem? TakeFromLine(string engine, DateTimeOffset now)
    {
        while (accepted.Count + orphans < consumer!.MaxConcurrentSessions && line.TryDequeue(out var session))
        {
            session.IsInLine = false;
            if (session.Lock is null && session.NextAvailable() is { } entry)
            {
                var held = new SessionLock(session, ++lastLock, now, properties.LockDuration, consumer.MaxAutoLockRenewal);
                session.Lock = held;
                accepted.Add(held);
                return Deliver(engine, held, entry);
            }
        }

        return null;
    }

    private WorkItem Deliver(string engine, SessionLock held, QueueEntry entry)
    {
        held.IsBusy = true;
        entry.HeldBy = held.Ordinal;
        return new WorkItem(engine, $"{Name}/{held.Session.Id}/{entry.Message.Sequence}", cancellationToken => DeliverAsync(held, entry, cancellationToken));
    }

    /// <summary>An expired lock frees its messages for the next receiver; the old one finds every token refused. Its deliveries stay counted.</summary>
    private void DropExpiredLocks(DateTimeOffset now)
    {
        for (var at = accepted.Count - 1; at >= 0; at--)
        {
            if (accepted[at].Expires <= now)
            {
                LogLockExpired(Name, accepted[at].Session.Id);
                Drop(accepted[at]);
            }
        }
    }

    private void Drop(SessionLock held)
    {
        accepted.Remove(held);
        orphans += held.IsBusy ? 1 : 0;
        var session = held.Session;
        session.Lock = null;
        foreach (var entry in session.Messages.Values.Where(entry => entry.HeldBy == held.Ordinal))
        {
            entry.HeldBy = QueueEntry.Nobody;
        }

        PutInLine(session);
    }

    /// <summary>Lines the session up when somebody could receive from it; forgets it when nothing is left of it.</summary>
    private void PutInLine(QueueSession session)
    {
        if (session is { Lock: null, IsInLine: false } && session.NextAvailable() is not null)
        {
            session.IsInLine = true;
            line.Enqueue(session);
        }
        else if (session.IsEmpty)
        {
            sessions.Remove(session.Id);
        }
    }

    private QueueSession SessionOf(string id)
    {
        if (!sessions.TryGetValue(id, out var session))
        {
            sessions[id] = session = new QueueSession(id);
        }

        return session;
    }

    private void Pause(StorageUnavailableException unavailable)
    {
        lock (gate)
        {
            pausedUntil = clock.GetUtcNow() + StoragePause;
        }

        LogStorageUnavailable(unavailable, Name, StoragePause);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
