namespace RevenueFunctions.Storage;

/// <summary>
/// The one port for everything durable, shaped like Azure Table storage because that is what production has: rows keyed by
/// (table, partition, row), a version a row, atomic batches within one partition, range scans within a partition. There is no
/// transaction across partitions and no aggregation: correctness comes from keys, versions and idempotency.
/// </summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when the store is down, and nothing else for an outage.</remarks>
public interface ITableStore
{
    /// <summary>Reads one row, or null when there is none.</summary>
    ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default);

    /// <summary>Reads those of the named rows that exist, in ordinal order of their keys. Tables serve this with parallel point reads.</summary>
    ValueTask<IReadOnlyList<TableRow>> GetManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads up to <paramref name="limit"/> rows (1 to 1,000) of the range in ordinal order of their keys. A page with a
    /// continuation is not the last one; hand the continuation back to go on.
    /// </summary>
    ValueTask<TablePage> QueryAsync(string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Applies all changes of the batch, or none. When the returned task completes with <see cref="CommitResult.IsCommitted"/> the
    /// batch is durable. A conflict names the first change that failed. The values handed in must not change before that.
    /// </summary>
    /// <exception cref="TableLimitException">A key, a value or the batch breaks a limit of <see cref="TableLimits"/>.</exception>
    ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default);
}
