using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.ServiceBus;

/// <summary>
/// The store as a process sees it that is killed at its n-th commit: before it, or after it is durable and before anybody knows. From then
/// on nothing works, as after a kill.
/// </summary>
internal sealed class KilledStore(ILocalStore inner, int killAt, bool afterCommit) : ILocalStore
{
    private int commits;

    public bool IsKilled { get; private set; }

    public ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default) =>
        Alive().GetAsync(table, partition, row, cancellationToken);

    public ValueTask<IReadOnlyList<TableRow>> GetManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default) =>
        Alive().GetManyAsync(table, partition, rows, cancellationToken);

    public ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default) =>
        Alive().QueryAsync(table, partition, range, limit, continuation, cancellationToken);

    public async ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default) =>
        (await CommitAllAsync([batch], cancellationToken)).Result;

    public async ValueTask<LocalCommitResult> CommitAllAsync(IReadOnlyList<TableBatch> batches, CancellationToken cancellationToken = default)
    {
        var isLast = ++commits == killAt;
        if (isLast && !afterCommit)
        {
            IsKilled = true;
        }

        var result = await Alive().CommitAllAsync(batches, cancellationToken);
        IsKilled |= isLast;
        Alive();
        return result;
    }

    public IAsyncEnumerable<TableRow> ScanTableAsync(string table, CancellationToken cancellationToken = default) => Alive().ScanTableAsync(table, cancellationToken);

    private ILocalStore Alive() => IsKilled ? throw new KilledException() : inner;
}

internal sealed class KilledException() : InvalidOperationException("The process was killed.");
