namespace RevenueFunctions.Functions.Ingest;

/// <summary>Why quarantined usage is given up.</summary>
/// <param name="Reason">Kept in the ingest ledger with each event.</param>
public sealed record DiscardRequest(string Reason);

/// <summary>How much was given up.</summary>
/// <param name="Discarded">Events that are now excluded.</param>
public sealed record DiscardResult(long Discarded);
