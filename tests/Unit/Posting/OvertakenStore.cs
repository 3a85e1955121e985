using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Unit.Posting;

/// <summary>A store on whose reader somebody else gets ahead, once, just before a row is read.</summary>
internal sealed class OvertakenStore(ITableStore inner, Func<string, bool> before, Func<Task> overtake) : ITableStore
{
    private Func<Task>? next = overtake;

    public async ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default)
    {
        if (next is { } first && before(row))
        {
            next = null;
            await first();
        }

        return await inner.GetAsync(table, partition, row, cancellationToken);
    }

    public ValueTask<IReadOnlyList<TableRow>> GetManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default) =>
        inner.GetManyAsync(table, partition, rows, cancellationToken);

    public ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default) =>
        inner.QueryAsync(table, partition, range, limit, continuation, cancellationToken);

    public ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default) => inner.CommitAsync(batch, cancellationToken);
}
