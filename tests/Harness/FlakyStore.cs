using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Harness;

/// <summary>
/// A store that is unavailable at every n-th request, as under throttling: by turns before it does anything, and after, when what was asked for is
/// done and nobody is told.
/// </summary>
public sealed class FlakyStore(ITableStore inner, int every) : StoreInFront(inner)
{
    private int requests;
    private int faults;

    /// <summary>How often it was unavailable.</summary>
    public int Faults => Volatile.Read(ref faults);

    /// <inheritdoc/>
    public override ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default) =>
        AskAsync(() => base.GetAsync(table, partition, row, cancellationToken));

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<TableRow>> GetManyAsync(
        string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default) =>
        AskAsync(() => base.GetManyAsync(table, partition, rows, cancellationToken));

    /// <inheritdoc/>
    public override ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default) =>
        AskAsync(() => base.QueryAsync(table, partition, range, limit, continuation, cancellationToken));

    /// <inheritdoc/>
    public override ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default) =>
        AskAsync(() => base.CommitAsync(batch, cancellationToken));

    private async ValueTask<T> AskAsync<T>(Func<ValueTask<T>> ask)
    {
        if (Interlocked.Increment(ref requests) % every != 0)
        {
            return await ask();
        }

        if (Interlocked.Increment(ref faults) % 2 == 0)
        {
            await ask();
        }

        throw new StorageUnavailableException("The store is throttled, because the test says so.");
    }
}
