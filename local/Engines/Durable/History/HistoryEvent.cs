using System.Text.Json.Serialization;

namespace RevenueFunctions.Local.Engines.Durable.History;

/// <summary>One event of an instance's history. Which members are set depends on the type, as in Durable Task.</summary>
public sealed record HistoryEvent
{
    /// <summary>What happened.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required HistoryEventType EventType { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>The orchestrator's sequence number of the decision; -1 for what came from outside.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int EventId { get; init; } = -1;

    /// <summary>Name of the orchestrator, activity or event.</summary>
    public string? Name { get; init; }

    /// <summary>Version of the orchestrator or activity.</summary>
    public string? Version { get; init; }

    /// <summary>Serialised input or event payload.</summary>
    public string? Input { get; init; }

    /// <summary>Serialised result.</summary>
    public string? Result { get; init; }

    /// <summary>The decision that a completion or failure answers.</summary>
    public int? TaskScheduledId { get; init; }

    /// <summary>The timer that fired.</summary>
    public int? TimerId { get; init; }

    /// <summary>When the timer is due, UTC.</summary>
    public DateTime? FireAt { get; init; }

    /// <summary>True for the timer of a retry policy, which a rewind takes away together with the failed attempts.</summary>
    public bool RetryTimer { get; init; }

    /// <summary>The other instance: sub-orchestration or receiver of an event.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The parent's instance id and name, when the instance is a sub-orchestration.</summary>
    public string? ParentInstanceId { get; init; }

    /// <summary>The parent's orchestrator.</summary>
    public string? ParentName { get; init; }

    /// <summary>An operator's reason, or the message of a failure.</summary>
    public string? Reason { get; init; }

    /// <summary>True when a termination also terminates the running sub-orchestrations.</summary>
    public bool Recursive { get; init; }

    /// <summary>Why the task or the instance failed.</summary>
    public DurableFailure? Failure { get; init; }

    /// <summary>How the instance ended: Completed, Failed or Terminated.</summary>
    public string? OrchestrationStatus { get; init; }
}
