using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>
/// The usage of a frozen period in one row, written when it is frozen: what is billed can then be read at once, however many roll-ups the
/// month has. The row names the exact set of records it was made from and is only believed while the fences still name that set.
/// </summary>
internal sealed class FrozenUsage(ITableStore store)
{
    private const string Row = "s";

    /// <summary>Keeps the usage; one that is too large for a row is left to the roll-ups.</summary>
    public async Task SaveAsync(CatalogSnapshot catalog, Account account, PeriodUsage usage, CancellationToken cancellationToken)
    {
        var row = FabricJson.Bytes(new FrozenUsageRow(usage.EventCount, usage.SetHash, ContractEnds(catalog, account), usage.Usage));
        if (row.Length <= TableLimits.ValueBytes)
        {
            // Upsert: a repeat writes the same, and a row from before a reopening must go.
            await store.CommitAsync(new TableBatch(UsageRows.Table, PartitionOf(account, usage.PeriodKey)).Upsert(Row, row), cancellationToken);
        }
    }

    /// <summary>The usage that was kept, or null when there is none for exactly the records that the fences name.</summary>
    public async Task<PeriodUsage?> FindAsync(CatalogSnapshot catalog, Account account, BillingPeriod period, int shards, CancellationToken cancellationToken)
    {
        var (first, count, set) = ((Fence?)null, 0L, UInt128.Zero);
        for (var shard = 0; shard < shards; shard++)
        {
            var partition = PeriodRoute.PartitionOf(account.Id, period.Key, shard);
            if (await store.ReadAsync<Fence>(UsageRows.Table, partition, UsageRows.Fence, cancellationToken) is not { IsChecked: true } fence)
            {
                return null;
            }

            first ??= fence;
            (count, set) = (count + fence.Count, set + fence.Set);
        }

        var kept = await store.ReadAsync<FrozenUsageRow>(UsageRows.Table, PartitionOf(account, period.Key), Row, cancellationToken);
        return kept is not null && first is not null && kept.EventCount == count && kept.SetHash == Hash128.Text(set) && kept.ContractEnds == ContractEnds(catalog, account)
            ? new PeriodUsage(account.Id, period.Key, first.State, count, kept.SetHash, kept.Usage, first.Owner, first.InvoiceId)
            : null;
    }

    // A gauge's quantity depends on when its contract ends: a contract that a person ends later is read from the roll-ups again.
    private static string ContractEnds(CatalogSnapshot catalog, Account account) => string.Join(
        '|', catalog.SubscriptionsByAccount.GetValueOrDefault(account.Id, [])
            .Select(contract => (contract.Id, ContractTimeline.Of(catalog, contract).End))
            .Where(contract => contract.End is not null)
            .Select(contract => string.Create(CultureInfo.InvariantCulture, $"{contract.Id}={contract.End!.Value.UtcTicks}")));

    private static string PartitionOf(Account account, string periodKey) => PeriodRoute.PartitionOf(account.Id, periodKey, 0);
}

/// <summary>The usage as it is stored.</summary>
internal sealed record FrozenUsageRow(long EventCount, string SetHash, string ContractEnds, ImmutableArray<MeteredUsage> Usage);
