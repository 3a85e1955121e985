namespace RevenueFunctions.Catalog;

/// <summary>One immutable version of a governed document: who answers for it, and what its content was.</summary>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="Kind">Such as "plans".</param>
/// <param name="Key">Which document of that kind.</param>
/// <param name="Hash">SHA-256 of the document as JSON.</param>
/// <param name="Origin">How it came into the catalog.</param>
/// <param name="Author">Who wrote it; absent when nobody recorded it.</param>
/// <param name="Approver">Who approved it; never its author, and absent for a direct write.</param>
/// <param name="RecordedAt">When it was approved or written.</param>
/// <param name="EffectiveFrom">The day from which it counts.</param>
/// <param name="Reason">Why, in a person's words.</param>
/// <param name="DraftId">The draft it was.</param>
public sealed record ConfigurationVersion(
    int Version,
    string Kind,
    string Key,
    string Hash,
    VersionOrigin Origin,
    string? Author = null,
    string? Approver = null,
    DateTimeOffset? RecordedAt = null,
    DateOnly? EffectiveFrom = null,
    string? Reason = null,
    int? DraftId = null);
