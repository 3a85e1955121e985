using RevenueFunctions.Storage;

namespace RevenueFunctions.Catalog;

/// <summary>A draft on its way into the catalog.</summary>
/// <param name="Draft">The draft as it was read.</param>
/// <param name="Row">The version of its row: whatever happens to the draft in between stops the approval.</param>
/// <param name="Approver">Who approves it.</param>
internal sealed record DraftApproval(ConfigurationDraft Draft, RowVersion Row, string Approver);
