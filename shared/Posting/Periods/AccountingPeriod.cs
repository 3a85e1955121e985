namespace RevenueFunctions.Posting;

/// <summary>A calendar month of a legal entity's books.</summary>
/// <param name="LegalEntityId">Whose books.</param>
/// <param name="Key">The month, yyyyMM.</param>
/// <param name="From">Its first day.</param>
/// <param name="To">Its last day.</param>
/// <param name="State">How it stands.</param>
/// <param name="Pending">While it is closing: what it still waits for.</param>
/// <param name="ClosedAt">When it was closed last.</param>
/// <param name="ReopenedAt">When it was opened again last.</param>
/// <param name="ReopenedBecause">Why.</param>
/// <param name="Closing">How often it was closed, the closing that is under way included.</param>
public sealed record AccountingPeriod(
    string LegalEntityId,
    string Key,
    DateOnly From,
    DateOnly To,
    AccountingPeriodState State,
    string? Pending = null,
    DateTimeOffset? ClosedAt = null,
    DateTimeOffset? ReopenedAt = null,
    string? ReopenedBecause = null,
    int Closing = 0);
