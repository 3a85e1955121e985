namespace RevenueFunctions.Functions.Ingest;

/// <summary>Why quarantined usage is given up.</summary>
/// <param name="Reason">Kept in the ingest ledger with each event.</param>
public sealed record DiscardRequest(string Reason);
