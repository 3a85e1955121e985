namespace RevenueFunctions.Ingest;

/// <summary>What became of one usage event.</summary>
/// <param name="Index">Its place in the hub event.</param>
/// <param name="Outcome">Its outcome.</param>
/// <param name="Note">The quarantine group, or the rule that excluded it.</param>
public sealed record LedgerUsageEvent(int Index, UsageOutcome Outcome, string? Note = null);
