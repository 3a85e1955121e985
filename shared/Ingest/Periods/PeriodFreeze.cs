using RevenueFunctions.Catalog;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>Moves the fences of a period. Shard 0 closes first and opens last: while it is open, all are.</summary>
internal sealed class PeriodFreeze(ITableStore store)
{
    /// <summary>The state that the first shard shows: it closes first and opens last.</summary>
    public async Task<FenceState> StateAsync(Account account, BillingPeriod period, CancellationToken cancellationToken) =>
        (await store.ReadAsync<Fence>(UsageRows.Table, PeriodRoute.PartitionOf(account.Id, period.Key, 0), UsageRows.Fence, cancellationToken))?.State ?? FenceState.Open;

    /// <summary>Freezes one shard for the owner. Answers the fence that stands: somebody else's when they hold it.</summary>
    public async Task<Fence> FreezeAsync(Account account, BillingPeriod period, int shard, string owner, CancellationToken cancellationToken)
    {
        var partition = PeriodRoute.PartitionOf(account.Id, period.Key, shard);
        while (true)
        {
            var row = await store.GetAsync(UsageRows.Table, partition, UsageRows.Fence, cancellationToken);
            var fence = row?.Read<Fence>() ?? Fence.New(0);
            if (fence.State != FenceState.Open)
            {
                return fence;
            }

            var frozen = fence with { State = FenceState.Frozen, Owner = owner, IsChecked = false };
            if (await TryWriteAsync(partition, row, frozen, cancellationToken))
            {
                return frozen;
            }
        }
    }

    /// <summary>Notes that the identity check of a frozen shard is done, so that a repeat need not scan it again.</summary>
    public Task<FenceChange> MarkCheckedAsync(Account account, BillingPeriod period, int shard, string owner, CancellationToken cancellationToken) =>
        ChangeAsync(account, period, shard, owner, static fence => fence with { IsChecked = true }, cancellationToken);

    /// <summary>Changes a shard's fence that the owner holds.</summary>
    public async Task<FenceChange> ChangeAsync(
        Account account, BillingPeriod period, int shard, string owner, Func<Fence, Fence> change, CancellationToken cancellationToken)
    {
        var partition = PeriodRoute.PartitionOf(account.Id, period.Key, shard);
        while (true)
        {
            var row = await store.GetAsync(UsageRows.Table, partition, UsageRows.Fence, cancellationToken);
            if (row is null || row.Read<Fence>() is not { State: not FenceState.Open } fence)
            {
                return FenceChange.NotFrozen;
            }

            if (fence.Owner != owner)
            {
                return FenceChange.HeldByAnother;
            }

            var changed = change(fence);
            if (changed == fence || await TryWriteAsync(partition, row, changed, cancellationToken))
            {
                return FenceChange.Done;
            }
        }
    }

    private async Task<bool> TryWriteAsync(string partition, TableRow? row, Fence fence, CancellationToken cancellationToken)
    {
        var batch = new TableBatch(UsageRows.Table, partition);
        _ = row is null ? batch.Insert(UsageRows.Fence, FabricJson.Bytes(fence)) : batch.Update(UsageRows.Fence, FabricJson.Bytes(fence), row.Version);
        return (await store.CommitAsync(batch, cancellationToken)).IsCommitted;
    }
}
