using System.Collections.Immutable;

namespace RevenueFunctions.Ingest;

/// <summary>What became of one hub event.</summary>
/// <param name="Partition">The hub partition.</param>
/// <param name="SequenceNumber">The hub event.</param>
/// <param name="Outcome">Its outcome; Batch when it carried an array.</param>
/// <param name="Events">The usage events inside.</param>
public sealed record LedgerEvent(string Partition, long SequenceNumber, UsageOutcome Outcome, ImmutableArray<LedgerUsageEvent> Events);
