namespace RevenueFunctions.Ingest;

/// <summary>The outcome of replaying a group, or a part of it.</summary>
/// <param name="Replayed">Events that were run again.</param>
/// <param name="Accepted">Of these, now with a usage record.</param>
/// <param name="Duplicate">Of these, accepted before.</param>
/// <param name="Excluded">Of these, never billed by a rule.</param>
/// <param name="Quarantined">Of these, still in quarantine, here or in another group.</param>
/// <param name="Remaining">Events left in this group.</param>
/// <param name="Next">Hand it back to go on; absent when the whole group was run.</param>
public sealed record ReplayResult(long Replayed, long Accepted, long Duplicate, long Excluded, long Quarantined, long Remaining, string? Next = null);
