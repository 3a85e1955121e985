using RevenueFunctions.Storage;

namespace RevenueFunctions.Catalog;

/// <summary>The rows of drafts and versions. Both of a kind share a partition, so that an approval changes them in one batch.</summary>
internal sealed class GovernanceTable(ITableStore store)
{
    private const string Table = "governance";

    public static string DraftRow(string key, long id) => $"{TableKey.Escape(key)}:d:{TableKey.Number(id)}";

    public static string VersionRow(string key, int version) => $"{TableKey.Escape(key)}:v:{TableKey.Number(version)}";

    public static TableBatch Batch(string kind) => new(Table, kind);

    public ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken) => store.CommitAsync(batch, cancellationToken);

    public ValueTask<TableRow?> DraftAsync(string kind, string key, int id, CancellationToken cancellationToken) =>
        id < 1 ? ValueTask.FromResult<TableRow?>(null) : store.GetAsync(Table, kind, DraftRow(key, id), cancellationToken);

    /// <summary>Drafts of a key after an id, in order of their ids.</summary>
    public async Task<IReadOnlyList<ConfigurationDraft>> DraftsAsync(string kind, string key, int after, int limit, CancellationToken cancellationToken)
    {
        var range = new RowRange(DraftRow(key, after + 1L), RowRange.Prefix($"{TableKey.Escape(key)}:d:").Before);
        var page = await store.QueryAsync(Table, kind, range, limit, null, cancellationToken);
        return [.. page.Rows.Select(row => row.Read<ConfigurationDraft>())];
    }

    /// <summary>All drafts of a key.</summary>
    public Task<List<ConfigurationDraft>> DraftsAsync(string kind, string key, CancellationToken cancellationToken) =>
        store.ListAsync<ConfigurationDraft>(Table, kind, RowRange.Prefix($"{TableKey.Escape(key)}:d:"), cancellationToken);

    public ValueTask<VersionRecord?> VersionAsync(string kind, string key, int version, CancellationToken cancellationToken) =>
        store.ReadAsync<VersionRecord>(Table, kind, VersionRow(key, version), cancellationToken);

    /// <summary>All recorded versions of a key, in order.</summary>
    public Task<List<VersionRecord>> VersionsAsync(string kind, string key, CancellationToken cancellationToken) =>
        store.ListAsync<VersionRecord>(Table, kind, RowRange.Prefix($"{TableKey.Escape(key)}:v:"), cancellationToken);
}
