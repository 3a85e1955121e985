using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Storage;

/// <summary>
/// What the embedded engines may use beyond the port: one transaction over several partitions and a scan of a whole table, both of
/// which only a local store has. The business code never sees this interface. Sizes and counts are not limited here (an event log
/// row holds what one request sent), keys are.
/// </summary>
public interface ILocalStore : ITableStore
{
    /// <summary>Applies all batches, or none; durable when the task completes. A conflict names the batch and the change that failed.</summary>
    ValueTask<LocalCommitResult> CommitAllAsync(IReadOnlyList<TableBatch> batches, CancellationToken cancellationToken = default);

    /// <summary>All rows of a table in ordinal order of (partition, row): how an engine finds its state again after a restart.</summary>
    IAsyncEnumerable<TableRow> ScanTableAsync(string table, CancellationToken cancellationToken = default);
}

/// <summary>The outcome of a transaction over several batches.</summary>
/// <param name="Result">Committed with one version for all rows, or the conflict within the failed batch.</param>
/// <param name="FailedBatch">Index of the batch that conflicted, -1 when committed.</param>
public readonly record struct LocalCommitResult(CommitResult Result, int FailedBatch)
{
    /// <summary>True when every batch was applied and is durable.</summary>
    public bool IsCommitted => Result.IsCommitted;
}
