using System.Text.Json;

namespace RevenueFunctions.Catalog;

/// <summary>A proposed version of a governed document.</summary>
/// <param name="Id">1, 2, 3 … within its key.</param>
/// <param name="Kind">Such as "plans".</param>
/// <param name="Key">Which document of that kind.</param>
/// <param name="Version">The version that it becomes. It is written against the one before, and can be approved on that one only.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Document">The document as it will be stored.</param>
/// <param name="Reason">Why, in a person's words.</param>
/// <param name="Author">Who wrote it; never its approver.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="ChangedAt">When its content was last changed.</param>
/// <param name="EffectiveFrom">The day from which the document says that it counts; absent: from its approval on.</param>
/// <param name="Approver">Who approved it.</param>
/// <param name="ApprovedAt">When.</param>
/// <param name="WithdrawnBy">Who withdrew it.</param>
public sealed record ConfigurationDraft(
    int Id,
    string Kind,
    string Key,
    int Version,
    DraftState State,
    JsonElement Document,
    string Reason,
    string Author,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    DateOnly? EffectiveFrom = null,
    string? Approver = null,
    DateTimeOffset? ApprovedAt = null,
    string? WithdrawnBy = null);
