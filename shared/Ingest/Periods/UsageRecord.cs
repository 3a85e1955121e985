using System.Collections.Immutable;

namespace RevenueFunctions.Ingest;

/// <summary>A validated, deduplicated, normalized usage event, attributed to an account. Immutable once its period is frozen.</summary>
/// <param name="Source">The producer, which scopes the id.</param>
/// <param name="Id">The event's id.</param>
/// <param name="Type">The event type.</param>
/// <param name="Time">When the usage happened.</param>
/// <param name="AccountId">The account it is billed to.</param>
/// <param name="PeriodKey">The billing period it is billed in.</param>
/// <param name="HubPartition">Where it was received.</param>
/// <param name="SequenceNumber">The hub event that carried it.</param>
/// <param name="Index">Its place within that hub event.</param>
/// <param name="EnqueuedAt">When the hub took it.</param>
/// <param name="ContentHash">Hash of its content, 32 hex digits: tells a duplicate from a conflict.</param>
/// <param name="Measures">What it adds to which meter.</param>
/// <param name="LateFrom">The billing period it belongs to by its time, when it came too late for that.</param>
public sealed record UsageRecord(
    string Source,
    string Id,
    string Type,
    DateTimeOffset Time,
    string AccountId,
    string PeriodKey,
    string HubPartition,
    long SequenceNumber,
    int Index,
    DateTimeOffset EnqueuedAt,
    string ContentHash,
    ImmutableArray<UsageMeasure> Measures,
    string? LateFrom = null);
