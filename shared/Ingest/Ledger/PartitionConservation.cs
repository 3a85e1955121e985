using System.Collections.Immutable;

namespace RevenueFunctions.Ingest;

/// <summary>The conservation proof of one hub partition.</summary>
/// <param name="Partition">The hub partition.</param>
/// <param name="FirstSequence">The first hub event accounted for.</param>
/// <param name="LastSequence">The last one enqueued.</param>
/// <param name="Enqueued">Hub events from first to last.</param>
/// <param name="NotYetSeen">Of these, not ingested yet.</param>
/// <param name="Totals">Of these, ingested, and what became of the usage events inside.</param>
/// <param name="Closes">True when enqueued = ingested + not yet seen, and each usage event inside has exactly one outcome.</param>
/// <param name="Gaps">Hub events without an outcome below one that has one (at most about 100 are listed).</param>
public sealed record PartitionConservation(
    string Partition, long FirstSequence, long LastSequence, long Enqueued, long NotYetSeen, LedgerTotals Totals, bool Closes, IReadOnlyList<SequenceGap> Gaps);

/// <summary>Sequence numbers from first to last, both included.</summary>
public sealed record SequenceGap(long First, long Last);

/// <summary>What became of one hub event.</summary>
/// <param name="Partition">The hub partition.</param>
/// <param name="SequenceNumber">The hub event.</param>
/// <param name="Outcome">Its outcome; Batch when it carried an array.</param>
/// <param name="Events">The usage events inside.</param>
public sealed record LedgerEvent(string Partition, long SequenceNumber, UsageOutcome Outcome, ImmutableArray<LedgerUsageEvent> Events);

/// <summary>What became of one usage event.</summary>
/// <param name="Index">Its place in the hub event.</param>
/// <param name="Outcome">Its outcome.</param>
/// <param name="Note">The quarantine group, or the rule that excluded it.</param>
public sealed record LedgerUsageEvent(int Index, UsageOutcome Outcome, string? Note = null);
