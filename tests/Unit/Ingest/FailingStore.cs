using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Unit.Ingest;

/// <summary>A store that goes down at its n-th commit: the commit is lost, or applied and not answered. It is back for the next process.</summary>
internal sealed class FailingStore(MemoryStore inner, int failAt, bool isApplied) : ITableStore
{
    private int commits;

    public bool HasFailed => commits >= failAt;

    public ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default)
    {
        Refuse();
        return inner.GetAsync(table, partition, row, cancellationToken);
    }

    public ValueTask<IReadOnlyList<TableRow>> GetManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default)
    {
        Refuse();
        return inner.GetManyAsync(table, partition, rows, cancellationToken);
    }

    public ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default)
    {
        Refuse();
        return inner.QueryAsync(table, partition, range, limit, continuation, cancellationToken);
    }

    public async ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default)
    {
        Refuse();
        if (++commits == failAt)
        {
            if (isApplied)
            {
                await inner.CommitAsync(batch, cancellationToken);
            }

            throw new StorageUnavailableException("The store went down.");
        }

        return await inner.CommitAsync(batch, cancellationToken);
    }

    private void Refuse()
    {
        if (HasFailed)
        {
            throw new StorageUnavailableException("The store is down.");
        }
    }
}
