using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>
/// Finds the records of an earlier try of the same batch. A batch spans partitions: what one of them took stays when another one fails, and the
/// batch is tried again as a whole. When the catalog changed in between, an event may be refused that has its record already, and is billed; its
/// outcome is then what it was.
/// </summary>
internal sealed class EarlierTries(ITableStore store, UsagePartitions partitions)
{
    /// <summary>Settles those of the refused items that were recorded before as accepted.</summary>
    public async Task SettleAsync(string hubPartition, IReadOnlyList<UsageItem> refused, CancellationToken cancellationToken)
    {
        foreach (var ofPeriod in refused.GroupBy(static item => item.Period!))
        {
            // Fixes nothing: most refused events belong to periods that never get a record.
            var shards = await partitions.ShardsAsync(ofPeriod.Key.Account, ofPeriod.Key.Key, cancellationToken);
            foreach (var ofShard in ofPeriod.GroupBy(item => (int)((ulong)item.Identity % (ulong)shards)))
            {
                var partition = PeriodRoute.PartitionOf(ofPeriod.Key.Account.Id, ofPeriod.Key.Key, ofShard.Key);
                await SettleAsync(hubPartition, partition, ofShard.ToLookup(RowOf, StringComparer.Ordinal), cancellationToken);
            }
        }
    }

    private async Task SettleAsync(string hubPartition, string partition, ILookup<string, UsageItem> byRow, CancellationToken cancellationToken)
    {
        foreach (var row in await store.GetManyAsync(UsageRows.Table, partition, [.. byRow.Select(static items => items.Key)], cancellationToken))
        {
            var stored = RecordCodec.ReadClaim(row.Value.Span);
            foreach (var item in byRow[row.Row].Where(item => stored.IsOf(hubPartition, item)))
            {
                var found = stored.MovedTo is { } movedTo ? await LateRowAsync(item, movedTo, cancellationToken) : row;
                if (found is not null && RecordCodec.IsRecord(found.Value.Span))
                {
                    item.Accept();
                }
                else if (found is not null && RecordCodec.IsLateWriteOff(found.Value.Span))
                {
                    item.Exclude(LateUsage.WriteOffRule);
                }
            }
        }
    }

    // A claim alone is no record: without one the event stays refused, and a replay under the claim's word makes it.
    private async Task<TableRow?> LateRowAsync(UsageItem item, string periodKey, CancellationToken cancellationToken)
    {
        var account = item.Period!.Account;
        var shards = await partitions.ShardsAsync(account, periodKey, cancellationToken);
        var partition = PeriodRoute.PartitionOf(account.Id, periodKey, (int)((ulong)item.Identity % (ulong)shards));
        return await store.GetAsync(UsageRows.Table, partition, RowOf(item), cancellationToken);
    }

    private static string RowOf(UsageItem item) => UsageRows.Record(item.TimeMs, item.Identity);
}
