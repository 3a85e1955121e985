namespace RevenueFunctions.Reconciliation;

/// <summary>A run of reconciliation and what it found.</summary>
/// <param name="Id">Its id; sorts newest first.</param>
/// <param name="Scope">What it compared.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When its result was stored.</param>
/// <param name="Checked">Figures compared, by name: how much a clean result is worth.</param>
/// <param name="Breaks">Differences found.</param>
public sealed record ReconciliationRun(
    string Id, ReconciliationScope Scope, DateTimeOffset StartedAt, DateTimeOffset EndedAt, SortedDictionary<string, long> Checked, int Breaks);
