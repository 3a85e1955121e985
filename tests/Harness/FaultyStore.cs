using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Harness;

/// <summary>
/// A store that fails as a test plans it: at the n-th commit and from then on, or for as long as it is told to. What it wraps stays whole,
/// so the next process goes on from <see cref="Inner"/>, or from here after <see cref="Restore"/>.
/// </summary>
public sealed class FaultyStore(ILocalStore inner) : ILocalStore
{
    private StoreFault? fault;

    /// <summary>A store with a fault planned.</summary>
    public FaultyStore(ILocalStore inner, StoreFault fault)
        : this(inner) => this.fault = fault;

    /// <summary>What the next process finds.</summary>
    public ILocalStore Inner => inner;

    /// <summary>Commits asked for since the fault was planned, the failing one included; those refused afterwards do not count.</summary>
    public int Commits { get; private set; }

    /// <summary>True once the planned fault came: nothing works any more.</summary>
    public bool HasFailed => fault is not null && Commits >= fault.AtCommit;

    /// <summary>Nothing works, until this is false again.</summary>
    public bool IsDown { get; set; }

    /// <summary>Reads go on and writes fail, as on a full disk.</summary>
    public bool RefusesWrites { get; set; }

    /// <summary>Plans a fault, and counts commits from here.</summary>
    public void Plan(StoreFault next) => (fault, Commits) = (next, 0);

    /// <summary>Takes every fault away, as a new process or an end of the outage does.</summary>
    public void Restore() => (fault, IsDown, RefusesWrites) = (null, false, false);

    /// <inheritdoc/>
    public ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default) =>
        Up().GetAsync(table, partition, row, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TableRow>> GetManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default) =>
        Up().GetManyAsync(table, partition, rows, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default) =>
        Up().QueryAsync(table, partition, range, limit, continuation, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default) =>
        CommitAsync(store => store.CommitAsync(batch, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<LocalCommitResult> CommitAllAsync(IReadOnlyList<TableBatch> batches, CancellationToken cancellationToken = default) =>
        CommitAsync(store => store.CommitAllAsync(batches, cancellationToken));

    /// <inheritdoc/>
    public IAsyncEnumerable<TableRow> ScanTableAsync(string table, CancellationToken cancellationToken = default) => Up().ScanTableAsync(table, cancellationToken);

    private async ValueTask<T> CommitAsync<T>(Func<ILocalStore, ValueTask<T>> commit)
    {
        var store = Up();
        if (RefusesWrites)
        {
            throw new StorageUnavailableException("The disk is full, because the test says so.");
        }

        Commits++;
        if (HasFailed && !fault!.AfterCommit)
        {
            throw fault.Failure();
        }

        var result = await commit(store);
        Up();
        return result;
    }

    private ILocalStore Up() => HasFailed ? throw fault!.Failure() : IsDown ? throw new StorageUnavailableException("The store is down, because the test says so.") : inner;
}
