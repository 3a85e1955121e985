using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>A store whose process is killed at the n-th commit, before it or just after it is durable: from then on nothing takes effect.</summary>
internal sealed class KillStore(ILocalStore inner, int killAt, bool afterCommit) : ILocalStore
{
    public int Commits { get; private set; }

    public bool IsDead { get; private set; }

    public ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default) =>
        Alive().GetAsync(table, partition, row, cancellationToken);

    public ValueTask<IReadOnlyList<TableRow>> GetManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default) =>
        Alive().GetManyAsync(table, partition, rows, cancellationToken);

    public ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default) =>
        Alive().QueryAsync(table, partition, range, limit, continuation, cancellationToken);

    public ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default) => CommitAsync(store => store.CommitAsync(batch, cancellationToken));

    public ValueTask<LocalCommitResult> CommitAllAsync(IReadOnlyList<TableBatch> batches, CancellationToken cancellationToken = default) =>
        CommitAsync(store => store.CommitAllAsync(batches, cancellationToken));

    public IAsyncEnumerable<TableRow> ScanTableAsync(string table, CancellationToken cancellationToken = default) => Alive().ScanTableAsync(table, cancellationToken);

    private async ValueTask<T> CommitAsync<T>(Func<ILocalStore, ValueTask<T>> commit)
    {
        var store = Alive();
        Commits++;
        IsDead = Commits == killAt;
        if (IsDead && !afterCommit)
        {
            Alive();
        }

        var result = await commit(store);
        Alive();
        return result;
    }

    private ILocalStore Alive() => IsDead ? throw new StorageUnavailableException("The process was killed.") : inner;
}
