using RevenueFunctions.Storage;

namespace RevenueFunctions.Posting;

/// <summary>
/// The rows of the standing entries: one partition for each legal entity with a row for each posting key, and a second one, written with it,
/// for as long as the lane may not have the entry. An index names the entities.
/// </summary>
internal sealed class StandingTable(ITableStore store)
{
    private const string Table = "standingentries";
    private const string Index = "entities";
    private const string Waiting = "waiting:";

    public async Task<StandingEntry?> FindAsync(string legalEntityId, string postingKey, CancellationToken cancellationToken) =>
        await store.ReadAsync<StandingEntry>(Table, PartitionOf(legalEntityId), EntryRow(postingKey), cancellationToken);

    public async Task<bool> TryInsertAsync(StandingEntry standing, CancellationToken cancellationToken)
    {
        var (entity, key) = (standing.Entry.LegalEntityId, standing.Entry.PostingKey);

        // Known before its first entry: a crash in between leaves an entity without entries, never an entry that no sweep finds.
        await store.TryInsertAsync(Table, Index, TableKey.Escape(entity), entity, cancellationToken);
        var result = await store.CommitAsync(
            new TableBatch(Table, PartitionOf(entity)).Insert(EntryRow(key), FabricJson.Bytes(standing)).Insert(WaitingRow(key), FabricJson.Bytes(key)), cancellationToken);
        return result.IsCommitted;
    }

    public async Task OfferedAsync(string legalEntityId, string postingKey, CancellationToken cancellationToken)
    {
        // A second offer may have taken it away: it is gone, which is all that is wanted.
        if (await store.GetAsync(Table, PartitionOf(legalEntityId), WaitingRow(postingKey), cancellationToken) is { } row)
        {
            await store.CommitAsync(new TableBatch(Table, row.Partition).Delete(row.Row, row.Version), cancellationToken);
        }
    }

    public Task<List<string>> LegalEntitiesAsync(CancellationToken cancellationToken) =>
        store.ListAsync<string>(Table, Index, RowRange.All, cancellationToken);

    public Task<List<string>> WaitingAsync(string legalEntityId, CancellationToken cancellationToken) =>
        store.ListAsync<string>(Table, PartitionOf(legalEntityId), RowRange.Prefix(Waiting), cancellationToken);

    public async Task<(IReadOnlyList<StandingEntry> Entries, string? Next)> ListAsync(
        string legalEntityId, string prefix, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var page = await store.QueryAsync(Table, PartitionOf(legalEntityId), RowRange.Prefix(EntryRow(prefix)), limit, continuation, cancellationToken);
        return ([.. page.Rows.Select(row => row.Read<StandingEntry>())], page.Continuation);
    }

    private static string PartitionOf(string legalEntityId) => $"entity:{TableKey.Escape(legalEntityId)}";

    private static string EntryRow(string postingKey) => $"entry:{(postingKey.Length == 0 ? string.Empty : TableKey.Escape(postingKey))}";

    private static string WaitingRow(string postingKey) => $"{Waiting}{TableKey.Escape(postingKey)}";
}
