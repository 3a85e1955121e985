using RevenueFunctions.Storage;

namespace RevenueFunctions.Exceptions;

/// <summary>Keeps the exceptions: open ones in one partition, resolved ones in another, so that the list of open work stays short.</summary>
public sealed class ExceptionStore(ITableStore store, TimeProvider clock)
{
    private const string Table = "exceptions";
    private const string OpenPartition = "open";
    private const string ResolvedPartition = "resolved";

    /// <summary>Raises a case. Raising the same id again changes nothing, answers false: the first one keeps its age.</summary>
    public async Task<bool> RaiseAsync(ExceptionCase raised, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(raised);
        return await store.TryInsertAsync(Table, OpenPartition, TableKey.Escape(raised.Id), raised, cancellationToken);
    }

    /// <summary>The case, open or resolved, or null.</summary>
    public async Task<ExceptionCase?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        await store.ReadAsync<ExceptionCase>(Table, OpenPartition, TableKey.Escape(id), cancellationToken)
        ?? await store.ReadAsync<ExceptionCase>(Table, ResolvedPartition, TableKey.Escape(id), cancellationToken);

    /// <summary>A page of cases in one state, by id.</summary>
    public async Task<(IReadOnlyList<ExceptionCase> Cases, string? Next)> ListAsync(
        ExceptionState state, int limit, string? continuation, CancellationToken cancellationToken = default)
    {
        var page = await store.QueryAsync(Table, PartitionOf(state), RowRange.All, limit, continuation, cancellationToken);
        return ([.. page.Rows.Select(row => row.Read<ExceptionCase>())], page.Continuation);
    }

    /// <summary>
    /// Settles an open case and says how. Answers the settled case, or null when there is no such case. The resolved row is written
    /// before the open one goes: a crash in between shows the case twice, never not at all, and the repeat ends it.
    /// </summary>
    public async Task<ExceptionCase?> ResolveAsync(string id, string resolution, CancellationToken cancellationToken = default)
    {
        var row = TableKey.Escape(id);
        var open = await store.GetAsync(Table, OpenPartition, row, cancellationToken);
        if (open is null)
        {
            return await store.ReadAsync<ExceptionCase>(Table, ResolvedPartition, row, cancellationToken);
        }

        var settled = open.Read<ExceptionCase>() with { State = ExceptionState.Resolved, Resolution = resolution, ResolvedAt = clock.GetUtcNow() };

        // Upsert: a cause that comes back after it was settled opens a new case under the same id, and its settlement replaces the old one.
        await store.CommitAsync(new TableBatch(Table, ResolvedPartition).Upsert(row, FabricJson.Bytes(settled)), cancellationToken);
        await store.CommitAsync(new TableBatch(Table, OpenPartition).Delete(row, open.Version), cancellationToken);
        return settled;
    }

    private static string PartitionOf(ExceptionState state) => state == ExceptionState.Open ? OpenPartition : ResolvedPartition;
}
