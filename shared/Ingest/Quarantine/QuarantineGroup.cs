namespace RevenueFunctions.Ingest;

/// <summary>Usage events in quarantine that share one cause.</summary>
/// <param name="Id">Derived from the reason and the cause, such as "unmapped-customer~acme-9".</param>
/// <param name="Reason">Reason code.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Count">Events in it now.</param>
/// <param name="State">Open while it holds events.</param>
/// <param name="FirstAt">When its first event came.</param>
/// <param name="LastAt">When its last event came.</param>
/// <param name="Cause">What it is about: the unmapped subject, the unknown type; absent where the reason says all.</param>
public sealed record QuarantineGroup(
    string Id, string Reason, string Remedy, long Count, QuarantineGroupState State, DateTimeOffset FirstAt, DateTimeOffset LastAt, string? Cause = null);

/// <summary>Whether a group holds events.</summary>
public enum QuarantineGroupState
{
    /// <summary>It holds events.</summary>
    Open,

    /// <summary>All its events were replayed or discarded.</summary>
    Closed,
}

/// <summary>One event in quarantine, with the bytes that the producer sent.</summary>
/// <param name="Reason">Reason code.</param>
/// <param name="HubPartition">Where it was received.</param>
/// <param name="SequenceNumber">The hub event that carried it.</param>
/// <param name="Index">Its place in that.</param>
/// <param name="IsWhole">True when it is the whole hub event.</param>
/// <param name="EnqueuedAt">When the hub took it.</param>
/// <param name="CanReplay">False for a record that was taken out when its period was frozen: of that only the record is kept.</param>
/// <param name="Raw">The bytes, base64.</param>
/// <param name="Detail">What exactly is wrong.</param>
/// <param name="ContentType">The content type that the producer named.</param>
/// <param name="Properties">The hub event's application properties.</param>
public sealed record QuarantinedEvent(
    string Reason,
    string HubPartition,
    long SequenceNumber,
    int Index,
    bool IsWhole,
    DateTimeOffset EnqueuedAt,
    bool CanReplay,
    byte[] Raw,
    string? Detail = null,
    string? ContentType = null,
    IReadOnlyDictionary<string, string>? Properties = null);

/// <summary>The outcome of replaying a group, or a part of it.</summary>
/// <param name="Replayed">Events that were run again.</param>
/// <param name="Accepted">Of these, now with a usage record.</param>
/// <param name="Duplicate">Of these, accepted before.</param>
/// <param name="Excluded">Of these, never billed by a rule.</param>
/// <param name="Quarantined">Of these, still in quarantine, here or in another group.</param>
/// <param name="Remaining">Events left in this group.</param>
/// <param name="Next">Hand it back to go on; absent when the whole group was run.</param>
public sealed record ReplayResult(long Replayed, long Accepted, long Duplicate, long Excluded, long Quarantined, long Remaining, string? Next = null);
