namespace RevenueFunctions.Ingest;

/// <summary>Usage events by outcome.</summary>
/// <param name="HubEvents">Hub events ingested.</param>
/// <param name="UsageEvents">Usage events inside them, counted when they were taken apart.</param>
/// <param name="Accepted">With a usage record.</param>
/// <param name="Duplicate">Accepted before.</param>
/// <param name="Quarantined">Set aside with a reason.</param>
/// <param name="Excluded">Never billed, by a rule.</param>
public sealed record LedgerTotals(long HubEvents, long UsageEvents, long Accepted, long Duplicate, long Quarantined, long Excluded)
{
    /// <summary>Nothing yet.</summary>
    public static LedgerTotals Zero { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>True when each usage event has exactly one outcome.</summary>
    public bool Closes => UsageEvents == Accepted + Duplicate + Quarantined + Excluded;

    /// <summary>The totals of one hub event.</summary>
    internal static LedgerTotals Of(ReadOnlySpan<UsageOutcome> outcomes)
    {
        Span<long> counts = stackalloc long[6];
        foreach (var outcome in outcomes)
        {
            counts[(int)outcome]++;
        }

        return new LedgerTotals(
            1, outcomes.Length, counts[(int)UsageOutcome.Accepted], counts[(int)UsageOutcome.Duplicate], counts[(int)UsageOutcome.Quarantined], counts[(int)UsageOutcome.Excluded]);
    }

    internal LedgerTotals Plus(LedgerTotals other) => new(
        HubEvents + other.HubEvents, UsageEvents + other.UsageEvents, Accepted + other.Accepted, Duplicate + other.Duplicate, Quarantined + other.Quarantined, Excluded + other.Excluded);

    internal LedgerTotals Minus(LedgerTotals other) => new(
        HubEvents - other.HubEvents, UsageEvents - other.UsageEvents, Accepted - other.Accepted, Duplicate - other.Duplicate, Quarantined - other.Quarantined, Excluded - other.Excluded);
}
