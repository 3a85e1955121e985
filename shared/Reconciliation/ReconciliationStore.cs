using System.Security.Cryptography;
using System.Text;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Reconciliation;

/// <summary>Keeps runs and the breaks that stand. A break that the next run over its scope does not find again is cleared, with its case.</summary>
public sealed class ReconciliationStore(ITableStore store, ExceptionStore exceptions, TimeProvider clock)
{
    private const string Table = "reconciliation";
    private const string Runs = "runs";
    private const string Breaks = "breaks";
    private const string Deferred = "deferred";
    private const long Newest = 999_999_999_999_999;

    /// <summary>
    /// Stores a run's result: its breaks with their cases first, the run last, so that a run that is there is whole. Breaks of the kinds
    /// in <paramref name="notCompared"/> that stand keep standing.
    /// </summary>
    public async Task<ReconciliationRun> SaveAsync(
        ReconciliationScope scope,
        DateTimeOffset startedAt,
        SortedDictionary<string, long> compared,
        IReadOnlyCollection<ReconciliationBreak> found,
        IReadOnlyCollection<BreakKind> notCompared,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(notCompared);
        var now = clock.GetUtcNow();
        var runId = RunIdOf(scope, startedAt);
        var standing = new Dictionary<string, (OpenBreak Break, RowVersion Version)>(StringComparer.Ordinal);
        await foreach (var row in store.ScanAsync(Table, Breaks, ScopeRange(scope), cancellationToken))
        {
            var open = row.Read<OpenBreak>();
            standing.Add(open.Id, (open, row.Version));
        }

        var byId = found.DistinctBy(one => one.Id).ToDictionary(one => $"{scope}|{one.Id}", StringComparer.Ordinal);
        foreach (var (id, one) in byId)
        {
            var open = new OpenBreak(id, scope, runId, one, standing.TryGetValue(id, out var known) ? known.Break.FirstSeenAt : now);
            await store.CommitAsync(new TableBatch(Table, Breaks).Upsert(BreakRow(scope, id), FabricJson.Bytes(open)), cancellationToken);
            await exceptions.RaiseAsync(CaseOf(open, now), cancellationToken);
        }

        foreach (var (cleared, version) in standing.Values.Where(open => !byId.ContainsKey(open.Break.Id) && !notCompared.Contains(open.Break.Found.Kind) && !IsNewer(open.Break.RunId, runId)))
        {
            await ClearAsync(cleared, version, runId, cancellationToken);
        }

        var run = new ReconciliationRun(runId, scope, startedAt, now, compared, byId.Count);
        await store.CommitAsync(new TableBatch(Table, $"run:{runId}").Upsert("run", FabricJson.Bytes(run)), cancellationToken);
        foreach (var chunk in byId.Chunk(TableLimits.BatchChanges))
        {
            var batch = new TableBatch(Table, $"run:{runId}");
            foreach (var (id, one) in chunk)
            {
                batch.Upsert($"break:{TableKey.Escape(id)}", FabricJson.Bytes(one));
            }

            await store.CommitAsync(batch, cancellationToken);
        }

        await store.CommitAsync(new TableBatch(Table, Runs).Upsert(runId, FabricJson.Bytes(run)), cancellationToken);
        return run;
    }

    /// <summary>A run, or null.</summary>
    public async Task<ReconciliationRun?> FindAsync(string runId, CancellationToken cancellationToken = default) =>
        await store.ReadAsync<ReconciliationRun>(Table, Runs, TableKey.Escape(runId), cancellationToken);

    /// <summary>A page of runs, newest first.</summary>
    public async Task<(IReadOnlyList<ReconciliationRun> Runs, string? Next)> ListAsync(int limit, string? continuation, CancellationToken cancellationToken = default)
    {
        var page = await store.QueryAsync(Table, Runs, RowRange.All, limit, continuation, cancellationToken);
        return ([.. page.Rows.Select(row => row.Read<ReconciliationRun>())], page.Continuation);
    }

    /// <summary>A page of what a run found.</summary>
    public async Task<(IReadOnlyList<ReconciliationBreak> Breaks, string? Next)> BreaksOfAsync(
        string runId, int limit, string? continuation, CancellationToken cancellationToken = default)
    {
        var page = await store.QueryAsync(Table, $"run:{TableKey.Escape(runId)}", RowRange.Prefix("break:"), limit, continuation, cancellationToken);
        return ([.. page.Rows.Select(row => row.Read<ReconciliationBreak>())], page.Continuation);
    }

    /// <summary>A page of the breaks that stand, by scope.</summary>
    public async Task<(IReadOnlyList<OpenBreak> Breaks, string? Next)> OpenAsync(int limit, string? continuation, CancellationToken cancellationToken = default)
    {
        var page = await store.QueryAsync(Table, Breaks, RowRange.All, limit, continuation, cancellationToken);
        return ([.. page.Rows.Select(row => row.Read<OpenBreak>())], page.Continuation);
    }

    /// <summary>Notes a period whose records are to be counted by the clock.</summary>
    public async Task DeferAsync(DeferredCount deferred, CancellationToken cancellationToken = default)
    {
        // Upsert: noting it twice means counting it once.
        await store.CommitAsync(new TableBatch(Table, Deferred).Upsert(RowOf(deferred), FabricJson.Bytes(deferred)), cancellationToken);
    }

    /// <summary>The periods noted.</summary>
    public Task<List<DeferredCount>> DeferredAsync(CancellationToken cancellationToken = default) =>
        store.ListAsync<DeferredCount>(Table, Deferred, RowRange.All, cancellationToken);

    /// <summary>Takes a note away.</summary>
    public async Task UndeferAsync(DeferredCount deferred, CancellationToken cancellationToken = default)
    {
        await store.CommitAsync(new TableBatch(Table, Deferred).Delete(RowOf(deferred), RowVersion.Any), cancellationToken);
    }

    private async Task ClearAsync(OpenBreak cleared, RowVersion version, string runId, CancellationToken cancellationToken)
    {
        await exceptions.ResolveAsync(CaseIdOf(cleared.Id), $"Not found again by run {runId}.", cancellationToken);
        var deleted = await store.CommitAsync(new TableBatch(Table, Breaks).Delete(BreakRow(cleared.Scope, cleared.Id), version), cancellationToken);
        if (deleted.Conflict == CommitConflict.VersionMismatch)
        {
            // Another run found it again meanwhile: it stands, so its case does.
            await exceptions.RaiseAsync(CaseOf(cleared, clock.GetUtcNow()), cancellationToken);
        }
    }

    // Two runs over one scope may overlap on two instances. What the one that began later found is not cleared by the one that looked before.
    private static bool IsNewer(string runId, string than) => string.CompareOrdinal(runId, than) < 0;

    private static string RowOf(DeferredCount deferred)
    {
        ArgumentNullException.ThrowIfNull(deferred);
        return $"{TableKey.Escape(deferred.AccountId)}|{TableKey.Escape(deferred.PeriodKey)}";
    }

    private static string RunIdOf(ReconciliationScope scope, DateTimeOffset startedAt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(scope.ToString()));
        return $"{TableKey.Number(Newest - startedAt.ToUnixTimeMilliseconds())}-{Convert.ToHexStringLower(hash.AsSpan(0, 4))}";
    }

    private static ExceptionCase CaseOf(OpenBreak open, DateTimeOffset now) => new(
        CaseIdOf(open.Id),
        ExceptionKind.ReconciliationBreak,
        $"break-{char.ToLowerInvariant(open.Found.Kind.ToString()[0])}{open.Found.Kind.ToString()[1..]}",
        open.Found.Message,
        "Find which side is right, correct the other by a reversal, a credit note or a replay, and run the reconciliation again: it clears the case.",
        "finance",
        open.Id,
        ExceptionState.Open,
        now,
        $"{open.Found.Left}; {open.Found.Right}",
        open.Scope.LegalEntityId);

    private static string CaseIdOf(string breakId) => $"break:{breakId}";

    private static string BreakRow(ReconciliationScope scope, string id) => $"{TableKey.Escape(scope.ToString())}|{TableKey.Escape(id)}";

    private static RowRange ScopeRange(ReconciliationScope scope) => RowRange.Prefix($"{TableKey.Escape(scope.ToString())}|");
}
