using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Durable;

/// <summary>A store that kills the process at the n-th commit: before it, or after it is durable and before anybody knows.</summary>
internal sealed class CrashingStore(ILocalStore inner, int crashAt, bool afterCommit) : ILocalStore
{
    public int Commits { get; private set; }

    public ILocalStore Inner => inner;

    public ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default) =>
        inner.GetAsync(table, partition, row, cancellationToken);

    public ValueTask<IReadOnlyList<TableRow>> GetManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default) =>
        inner.GetManyAsync(table, partition, rows, cancellationToken);

    public ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default) =>
        inner.QueryAsync(table, partition, range, limit, continuation, cancellationToken);

    public ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default) => inner.CommitAsync(batch, cancellationToken);

    public async ValueTask<LocalCommitResult> CommitAllAsync(IReadOnlyList<TableBatch> batches, CancellationToken cancellationToken = default)
    {
        Commits++;
        if (Commits == crashAt && !afterCommit)
        {
            throw new CrashException();
        }

        var result = await inner.CommitAllAsync(batches, cancellationToken);
        return Commits == crashAt ? throw new CrashException() : result;
    }

    public IAsyncEnumerable<TableRow> ScanTableAsync(string table, CancellationToken cancellationToken = default) => inner.ScanTableAsync(table, cancellationToken);
}

internal sealed class CrashException() : InvalidOperationException("The process was killed.");
