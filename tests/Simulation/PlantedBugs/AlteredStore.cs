using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Simulation.PlantedBugs;

/// <summary>A store through which the fabric reads and commits otherwise than it means to.</summary>
internal sealed class AlteredStore(ITableStore inner) : ITableStore
{
    /// <summary>Changes a batch before it is committed; null drops it and answers that it was committed.</summary>
    public Func<TableBatch, TableBatch?> OnCommit { get; init; } = static batch => batch;

    /// <summary>Changes what was found.</summary>
    public Func<string, TableRow, TableRow?> OnGet { get; init; } = static (_, row) => row;

    /// <inheritdoc/>
    public async ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default) =>
        await inner.GetAsync(table, partition, row, cancellationToken) is { } found ? OnGet(table, found) : null;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TableRow>> GetManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default) =>
        inner.GetManyAsync(table, partition, rows, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default) =>
        inner.QueryAsync(table, partition, range, limit, continuation, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default) =>
        OnCommit(batch) is { } changed ? await inner.CommitAsync(changed, cancellationToken) : CommitResult.Committed(new RowVersion("never committed"));
}
