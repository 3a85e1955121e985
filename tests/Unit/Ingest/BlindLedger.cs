using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Unit.Ingest;

/// <summary>A store whose ingest ledger looks empty once: as it did to a delivery that looked before another one wrote there.</summary>
internal sealed class BlindLedger(ITableStore inner) : ITableStore
{
    private bool hasLooked;

    public ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default)
    {
        if (table == "ingestledger" && !hasLooked)
        {
            hasLooked = true;
            return ValueTask.FromResult<TableRow?>(null);
        }

        return inner.GetAsync(table, partition, row, cancellationToken);
    }

    public ValueTask<IReadOnlyList<TableRow>> GetManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default) =>
        inner.GetManyAsync(table, partition, rows, cancellationToken);

    public ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default) =>
        inner.QueryAsync(table, partition, range, limit, continuation, cancellationToken);

    public ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default) => inner.CommitAsync(batch, cancellationToken);
}
