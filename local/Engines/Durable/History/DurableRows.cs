using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.Durable.History;

/// <summary>What one episode appends to the history: one row, so that an episode costs one insert whatever it decided.</summary>
internal sealed record EpisodeRow(List<HistoryEvent> Events, string? CustomStatus);

/// <summary>
/// An instance. While it is active the row holds how it was started (the rest follows from its history); once it ended the row
/// moves to the partition of the ended ones and holds its outcome too, so that queries never read a history.
/// </summary>
internal sealed record InstanceRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Version { get; init; }

    public string? Input { get; init; }

    public Dictionary<string, string>? Tags { get; init; }

    public ParentRow? Parent { get; init; }

    /// <summary>Counts the executions under this id (restarts and continue-as-new); names the history's partition.</summary>
    public long Generation { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? StartAt { get; init; }

    /// <summary>Events that a continued execution takes over from the one before.</summary>
    public List<HistoryEvent>? Carryover { get; init; }

    public string? CustomStatus { get; init; }

    public InstanceStatus Status { get; init; }

    public DateTime LastUpdatedAt { get; init; }

    public string? Output { get; init; }

    public DurableFailure? Failure { get; init; }

    public int Episodes { get; init; }
}

/// <summary>The parent of a sub-orchestration, and which of its decisions waits.</summary>
internal sealed record ParentRow(string Id, string Name, long Generation, int TaskScheduledId);

/// <summary>A message to an instance that no episode consumed yet. A generation makes it void for any other execution.</summary>
internal sealed record InboxRow(string InstanceId, HistoryEvent Event, long? Generation);

/// <summary>Tables and keys of the durable engine.</summary>
internal static class DurableKeys
{
    public const string Instances = "DurableInstances";
    public const string History = "DurableHistory";
    public const string Inbox = "DurableInbox";
    public const string Active = "active";
    public const string Ended = "ended";

    public static string Of(string instanceId) => TableKey.Escape(instanceId);

    public static string HistoryPartition(string key, long generation) => $"{key}|{TableKey.Number(generation)}";
}
