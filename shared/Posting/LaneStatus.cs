namespace RevenueFunctions.Posting;

/// <summary>How a legal entity's posting lane stands.</summary>
/// <param name="LegalEntityId">Whose lane.</param>
/// <param name="State">Open, waiting out an outage, or blocked.</param>
/// <param name="LastSequence">The sequence allotted last.</param>
/// <param name="NextSequence">The entry that is posted next.</param>
/// <param name="Reason">Why it is blocked or backs off.</param>
/// <param name="BlockedKey">The posting key it stands still on.</param>
/// <param name="BlockedAt">Since when.</param>
/// <param name="RetryAt">When it goes on by itself after an outage.</param>
/// <param name="Failures">Outages in a row.</param>
public sealed record LaneStatus(
    string LegalEntityId,
    LaneState State,
    long LastSequence,
    long NextSequence,
    string? Reason = null,
    string? BlockedKey = null,
    DateTimeOffset? BlockedAt = null,
    DateTimeOffset? RetryAt = null,
    int Failures = 0)
{
    /// <summary>Entries that are not settled.</summary>
    public long Waiting => LastSequence - NextSequence + 1;
}
