using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Harness;

/// <summary>A store that holds commits to chosen tables back until a test lets them go: a standstill that is sure, and that ends.</summary>
public sealed class HeldStore(ILocalStore inner) : ILocalStore
{
    private readonly Lock gate = new();
    private HashSet<string> held = [];
    private TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int waiting;

    /// <summary>Commits that are held back now.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>From now on, commits to these tables wait.</summary>
    public void Hold(params string[] tables)
    {
        lock (gate)
        {
            (held, released) = ([.. tables], new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }

    /// <summary>Lets everything go that waits, and what comes.</summary>
    public void Release()
    {
        lock (gate)
        {
            held = [];
            released.TrySetResult();
        }
    }

    /// <inheritdoc/>
    public ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default) =>
        inner.GetAsync(table, partition, row, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TableRow>> GetManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default) =>
        inner.GetManyAsync(table, partition, rows, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default) =>
        inner.QueryAsync(table, partition, range, limit, continuation, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        await PassAsync([batch], cancellationToken);
        return await inner.CommitAsync(batch, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<LocalCommitResult> CommitAllAsync(IReadOnlyList<TableBatch> batches, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batches);
        await PassAsync(batches, cancellationToken);
        return await inner.CommitAllAsync(batches, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<TableRow> ScanTableAsync(string table, CancellationToken cancellationToken = default) => inner.ScanTableAsync(table, cancellationToken);

    private async Task PassAsync(IEnumerable<TableBatch> batches, CancellationToken cancellationToken)
    {
        Task wait;
        lock (gate)
        {
            if (!batches.Any(batch => held.Contains(batch.Table)))
            {
                return;
            }

            wait = released.Task;
        }

        Interlocked.Increment(ref waiting);
        try
        {
            await wait.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}
