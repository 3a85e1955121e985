using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Unit.Posting;

/// <summary>A store that dies at a chosen commit, just before it or just after: what a kill at that instant leaves behind.</summary>
internal sealed class CuttingStore(ITableStore inner) : ITableStore
{
    private int? cutAt;
    private bool afterCommit;

    public int Commits { get; private set; }

    public void CutAt(int commit, bool after)
    {
        (Commits, cutAt, afterCommit) = (0, commit, after);
    }

    public void Heal() => cutAt = null;

    public ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default) =>
        inner.GetAsync(table, partition, row, cancellationToken);

    public ValueTask<IReadOnlyList<TableRow>> GetManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default) =>
        inner.GetManyAsync(table, partition, rows, cancellationToken);

    public ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default) =>
        inner.QueryAsync(table, partition, range, limit, continuation, cancellationToken);

    public async ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default)
    {
        var number = Commits++;
        if (number >= cutAt && (number > cutAt || !afterCommit))
        {
            throw new StorageUnavailableException("The process was killed here.");
        }

        var result = await inner.CommitAsync(batch, cancellationToken);
        return number == cutAt ? throw new StorageUnavailableException("The process was killed here.") : result;
    }
}
