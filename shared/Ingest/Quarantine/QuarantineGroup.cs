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
