namespace RevenueFunctions.Local.Engines.ServiceBus;

/// <summary>A session in memory: its messages in order, its state, and who holds it. The queue guards it with its lock.</summary>
internal sealed class QueueSession(string id)
{
    public string Id { get; } = id;

    public SortedDictionary<long, QueueEntry> Messages { get; } = [];

    public SortedDictionary<long, StoredMessage> Deferred { get; } = [];

    public byte[]? State { get; set; }

    public SessionLock? Lock { get; set; }

    /// <summary>Waits in the queue's line of sessions that somebody could accept.</summary>
    public bool IsInLine { get; set; }

    public bool IsEmpty => Messages.Count == 0 && Deferred.Count == 0 && State is null && Lock is null && !IsInLine;

    /// <summary>The oldest message that may be delivered now.</summary>
    public QueueEntry? NextAvailable()
    {
        foreach (var entry in Messages.Values)
        {
            if (entry.HeldBy == QueueEntry.Nobody)
            {
                return entry;
            }
        }

        return null;
    }
}

/// <summary>A message in memory and who holds it.</summary>
internal sealed class QueueEntry(StoredMessage message)
{
    /// <summary>The message may be delivered.</summary>
    public const long Nobody = 0;

    /// <summary>A settlement is being written; whatever becomes of the session's lock, the message is decided.</summary>
    public const long Settlement = -1;

    public StoredMessage Message { get; set; } = message;

    /// <summary>The ordinal of the lock that holds it, or one of the constants above.</summary>
    public long HeldBy { get; set; } = Nobody;
}
