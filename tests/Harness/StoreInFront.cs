using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Harness;

/// <summary>Stands in front of a store and hands everything on; a test overrides what it is about.</summary>
public abstract class StoreInFront(ITableStore inner) : ITableStore
{
    /// <inheritdoc/>
    public virtual ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default) =>
        inner.GetAsync(table, partition, row, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<TableRow>> GetManyAsync(
        string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default) => inner.GetManyAsync(table, partition, rows, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default) =>
        inner.QueryAsync(table, partition, range, limit, continuation, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default) => inner.CommitAsync(batch, cancellationToken);
}
