namespace RevenueFunctions.Ingest;

/// <summary>Turns hub events into usage records, exactly once.</summary>
public sealed class UsageIngest
{
    /// <summary>
    /// Ingests hub events of one partition. When it returns, each usage event in them has exactly one outcome in the ingest ledger and
    /// all of it is durable. Throws only when storage is down; then the whole batch is handed in again.
    /// </summary>
    public Task IngestAsync(string partitionId, IReadOnlyList<HubEvent> events, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
