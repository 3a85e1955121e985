using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.ServiceBus;

/// <summary>Where a queue's state lives in the store.</summary>
internal sealed class QueueRows(string queue)
{
    public const string Messages = "QueueMessages";
    public const string Scheduled = "QueueScheduled";
    public const string DeadLetters = "QueueDeadLetters";
    public const string MessageIds = "QueueMessageIds";
    public const string Sessions = "QueueSessions";
    public const string Queues = "Queues";
    public const string SequenceRow = "sequence";

    /// <summary>Names of queues are compared without case, keys are not.</summary>
    public string Partition { get; } = PartitionOf(queue);

    public string Session(string sessionId) => $"{Partition}|{TableKey.Escape(sessionId)}";

    public TableBatch Put(StoredMessage message) =>
        // No update is lost by an upsert: the engine is the only writer of these rows, and it holds the message while it writes.
        new TableBatch(Messages, Session(message.SessionId)).Upsert(TableKey.Number(message.Sequence), FabricJson.Bytes(message));

    public TableBatch Remove(StoredMessage message) =>
        new TableBatch(Messages, Session(message.SessionId)).Delete(TableKey.Number(message.Sequence), RowVersion.Any);

    public TableBatch PutDeadLetter(StoredMessage message) =>
        new TableBatch(DeadLetters, Partition).Upsert(TableKey.Number(message.Sequence), FabricJson.Bytes(message));

    public TableBatch RemoveDeadLetter(long sequence) => new TableBatch(DeadLetters, Partition).Delete(TableKey.Number(sequence), RowVersion.Any);

    public static string PartitionOf(string queue) => TableKey.Escape(queue.ToLowerInvariant());

    public static string ScheduledRow(StoredMessage message) => $"{TableKey.Time(message.ScheduledFor!.Value)}|{TableKey.Number(message.Sequence)}";

    /// <summary>The queue that a partition of any of these tables belongs to, escaped.</summary>
    public static string QueueOf(string partition) => partition.Split('|', 2)[0];
}

/// <summary>A remembered message id.</summary>
internal sealed record StoredMessageId(string MessageId, DateTimeOffset Expires);

/// <summary>A session's state, which the application set.</summary>
internal sealed record StoredSession(string SessionId, byte[] State);

/// <summary>Sequence numbers up to here may be in use.</summary>
internal sealed record StoredSequence(string Queue, long Reserved);
