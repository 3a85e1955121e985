using System.Runtime.CompilerServices;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;
using RevenueFunctions.Tests.Simulation.Faults;

namespace RevenueFunctions.Tests.Simulation.Kernel;

/// <summary>
/// The store as one process reaches it: over a way that takes time, through which requests and answers get lost. What is committed stays in
/// the world when the process dies.
/// </summary>
/// <param name="world">Where the rows are.</param>
/// <param name="process">Who asks.</param>
/// <param name="isOfEngines">True for the engines' own state, which on Azure is Microsoft's to keep: it is refused or it dies, it never lies.</param>
internal sealed class SimulatedStore(World world, SimulatedProcess process, bool isOfEngines) : ILocalStore
{
    /// <inheritdoc/>
    public async ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default)
    {
        await ArriveAsync(table);
        var found = await world.Store.GetAsync(table, partition, row, cancellationToken);
        if (found is not null)
        {
            world.Sightings?.SawFound(table, found);
        }

        return found;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TableRow>> GetManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default)
    {
        await ArriveAsync(table);
        return await world.Store.GetManyAsync(table, partition, rows, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default)
    {
        await ArriveAsync(table);
        return await world.Store.QueryAsync(table, partition, range, limit, continuation, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default)
    {
        await ArriveAsync(batch.Table);
        if (!isOfEngines && world.FaultAt(FaultKind.StorageSlow, Describe(batch)) is { } slow)
        {
            await world.TravelAsync(process, TimeSpan.FromSeconds(1 + (slow.Size * 6)));
        }

        await DieAsync(FaultKind.CrashBeforeCommit, batch);
        var result = await world.Store.CommitAsync(batch, cancellationToken);
        Note(batch, result);
        await DieAsync(FaultKind.CrashAfterCommit, batch);
        if (!isOfEngines && result.IsCommitted)
        {
            if (world.FaultAt(FaultKind.StorageTimeoutAfterCommit, Describe(batch)) is not null)
            {
                throw new StorageUnavailableException("The store did not answer in time (simulated, committed).");
            }

            if (world.FaultAt(FaultKind.StorageOwnConflict, Describe(batch)) is not null)
            {
                result = await world.Store.CommitAsync(batch, cancellationToken);
                Note(batch, result);
            }
        }

        await world.TravelAsync(process);
        return result;
    }

    /// <inheritdoc/>
    public async ValueTask<LocalCommitResult> CommitAllAsync(IReadOnlyList<TableBatch> batches, CancellationToken cancellationToken = default)
    {
        await ArriveAsync(batches[0].Table);
        await DieAsync(FaultKind.CrashBeforeCommit, batches[0]);
        var result = await world.Store.CommitAllAsync(batches, cancellationToken);
        foreach (var batch in batches)
        {
            Note(batch, result.Result);
        }

        await DieAsync(FaultKind.CrashAfterCommit, batches[0]);
        await world.TravelAsync(process);
        return result;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TableRow> ScanTableAsync(string table, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await ArriveAsync(table);
        await foreach (var row in world.Store.ScanTableAsync(table, cancellationToken))
        {
            yield return row;
        }
    }

    private async ValueTask ArriveAsync(string table)
    {
        await world.TravelAsync(process);
        if (process.IsServing && world.FaultAt(isOfEngines ? FaultKind.EngineStoreDown : FaultKind.StorageThrottled, table) is not null)
        {
            world.Sightings?.SawUnavailable(table);
            throw new StorageUnavailableException("The server is busy (simulated).");
        }
    }

    private async ValueTask DieAsync(FaultKind kind, TableBatch batch)
    {
        if ((process.IsServing && world.FaultAt(kind, Describe(batch)) is not null)
            || (!process.IsServing && kind == FaultKind.CrashBeforeCommit && world.FaultAt(FaultKind.CrashInRecovery, Describe(batch)) is not null))
        {
            world.Kill(process, $"{kind} {Describe(batch)}");
        }

        if (process.IsDead)
        {
            await world.TravelAsync(process);
        }
    }

    private string Describe(TableBatch batch) => world.Trace.IsKept ? $"{batch.Table}/{batch.Partition}" : string.Empty;

    private void Note(TableBatch batch, CommitResult result)
    {
        if (result.IsCommitted)
        {
            world.Sightings?.Call?.Tables.Add(batch.Table);
            world.SawCommit(batch);
        }
        else
        {
            world.Sightings?.SawRefused(batch, result);
        }

        world.Steps.Add(batch.Table);
        world.Steps.Add(batch.Partition);
        world.Steps.Add(result.IsCommitted ? batch.Changes.Count : -1);
        world.Trace.Add(
            world.Now,
            $"commit {batch.Table}/{batch.Partition} [{batch.Changes.Count}] {string.Join(' ', batch.Changes.Take(4).Select(change => $"{change.Kind}:{change.Row}"))} -> {(result.IsCommitted ? "ok" : result.Conflict.ToString())}");
    }
}
