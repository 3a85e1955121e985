namespace RevenueFunctions.Ingest;

/// <summary>The conservation proof of one hub partition.</summary>
/// <param name="Partition">The hub partition.</param>
/// <param name="FirstSequence">The first hub event accounted for.</param>
/// <param name="LastSequence">The last one enqueued.</param>
/// <param name="Enqueued">Hub events from first to last.</param>
/// <param name="NotYetSeen">Of these, not ingested yet.</param>
/// <param name="Missing">Of those, below one that is ingested: in flight, or lost.</param>
/// <param name="Totals">Of these, ingested, and what became of the usage events inside.</param>
/// <param name="Closes">True when enqueued = ingested + not yet seen, and each usage event inside has exactly one outcome.</param>
/// <param name="Gaps">Hub events without an outcome below one that has one (at most about 100 are listed).</param>
/// <param name="NewestSeenAt">When the hub took the last one that is ingested.</param>
public sealed record PartitionConservation(
    string Partition, long FirstSequence, long LastSequence, long Enqueued, long NotYetSeen, long Missing, LedgerTotals Totals, bool Closes, IReadOnlyList<SequenceGap> Gaps,
    DateTimeOffset? NewestSeenAt = null);
