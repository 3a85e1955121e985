using Microsoft.Extensions.Options;
using RevenueFunctions.Catalog;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>
/// The usage partitions in use: one writer each, so that writers of one process queue instead of conflicting. The one not used for
/// longest is dropped when there are too many; dropping one in use costs a conflict and a read, never a record.
/// </summary>
public sealed class UsagePartitions(ITableStore store, IOptions<IngestOptions> options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<UsagePartition>> byKey = new(StringComparer.Ordinal);
    private readonly LinkedList<UsagePartition> byUse = new();

    internal UsagePartition Get(string key)
    {
        lock (gate)
        {
            if (byKey.TryGetValue(key, out var known))
            {
                byUse.Remove(known);
                byUse.AddFirst(known);
                return known.Value;
            }

            if (byKey.Count >= options.Value.CachedPartitions)
            {
                byKey.Remove(byUse.Last!.Value.Key);
                byUse.RemoveLast();
            }

            byKey[key] = byUse.AddFirst(new UsagePartition(store, key));
            return byKey[key].Value;
        }
    }

    /// <summary>
    /// Fixes the number of shards of a period, once, in the fence of shard 0: a change of the account's setting must not send the same
    /// event to another shard, where it would not be recognised.
    /// </summary>
    internal async ValueTask PinAsync(PeriodRoute period, CancellationToken cancellationToken)
    {
        if (period.Partitions.Length == 0)
        {
            period.Pin(await PinShardsAsync(period.Account, period.Key, cancellationToken));
        }
    }

    /// <summary>The number of shards of a period; 1 when nothing was ever written to it. Fixes nothing: for readers.</summary>
    internal async ValueTask<int> ShardsAsync(Account account, string periodKey, CancellationToken cancellationToken) =>
        (await store.ReadAsync<Fence>(UsageRows.Table, PeriodRoute.PartitionOf(account.Id, periodKey, 0), UsageRows.Fence, cancellationToken))?.Shards ?? 1;

    /// <summary>The number of shards of a period, fixed now when it was not.</summary>
    internal async ValueTask<int> PinShardsAsync(Account account, string periodKey, CancellationToken cancellationToken)
    {
        var partition = PeriodRoute.PartitionOf(account.Id, periodKey, 0);
        var stored = await store.ReadAsync<Fence>(UsageRows.Table, partition, UsageRows.Fence, cancellationToken);
        if (stored is null)
        {
            await store.TryInsertAsync(UsageRows.Table, partition, UsageRows.Fence, Fence.New(account.Shards), cancellationToken);
            stored = await store.ReadAsync<Fence>(UsageRows.Table, partition, UsageRows.Fence, cancellationToken);
        }

        return stored?.Shards ?? account.Shards;
    }
}
