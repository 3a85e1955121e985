namespace RevenueFunctions.Ingest;

/// <summary>Sequence numbers from first to last, both included.</summary>
public sealed record SequenceGap(long First, long Last);
