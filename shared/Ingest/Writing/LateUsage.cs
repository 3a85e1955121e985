using RevenueFunctions.Catalog;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>
/// What becomes of usage whose own period is closed: by its contract's policy it goes to the next open period, billed there or only counted, or it
/// is held for a person. What goes there is written once. The arbiter of an identity stays its own period: a claim under the
/// record's very key there names the period that bills it. So a late event, its duplicates, its redeliveries and, after a reopening,
/// its on-time copies all meet at one key, and exactly one of them wins.
/// </summary>
internal sealed class LateUsage(ITableStore store, UsagePartitions partitions)
{
    /// <summary>Claims in a batch.</summary>
    private const int Page = TableLimits.BatchChanges;

    /// <summary>The rule in the ingest ledger by which late usage is excluded.</summary>
    public const string WriteOffRule = "late-write-off";

    /// <summary>
    /// Settles items whose own period refused them; all of one account and one period. <paramref name="released"/> is what a person decided about
    /// usage that was held, in place of its contract's policy.
    /// </summary>
    public async Task WriteAsync(
        string hubPartition, AccountRoute account, List<UsageItem> items, LateUsagePolicy? released, CancellationToken cancellationToken)
    {
        var open = items.FindAll(item => !item.IsSettled && item.Leader is null);
        foreach (var shard in open.FindAll(item => (released ?? account.LateUsageOf(item)) == LateUsagePolicy.Hold).GroupBy(item => item.Period!.ShardOf(item.Identity)))
        {
            await HoldAsync(hubPartition, [.. shard], cancellationToken);
        }

        open.RemoveAll(static item => item.IsSettled);
        open.ForEach(item => item.IsWrittenOff = (released ?? account.LateUsageOf(item)) == LateUsagePolicy.WriteOff);
        await MoveAsync(hubPartition, account, open, cancellationToken);
        Repeats.SettleFollowers(hubPartition, items);
    }

    private async Task MoveAsync(string hubPartition, AccountRoute account, List<UsageItem> open, CancellationToken cancellationToken)
    {
        if (open.Count == 0)
        {
            return;
        }

        var target = await NextOpenAsync(account, open[0].Period!, cancellationToken);
        foreach (var shard in open.GroupBy(item => item.Period!.ShardOf(item.Identity)).ToList())
        {
            foreach (var page in shard.Chunk(Page))
            {
                await ClaimAsync(hubPartition, page, target, cancellationToken);
            }
        }

        while (open.RemoveAll(item => item.IsSettled) is var _ && open.Count > 0)
        {
            foreach (var claimed in open.GroupBy(item => item.MovedTo!, StringComparer.Ordinal).ToList())
            {
                await WriteClaimedAsync(hubPartition, account, claimed.Key, [.. claimed], cancellationToken);
            }
        }
    }

    // What has its key already keeps the outcome it has; a claim of an earlier try, under another policy, is followed to its end.
    private async Task HoldAsync(string hubPartition, List<UsageItem> items, CancellationToken cancellationToken)
    {
        var byRow = items.ToDictionary(item => UsageRows.Record(item.TimeMs, item.Identity), StringComparer.Ordinal);
        foreach (var page in byRow.Keys.Chunk(Page))
        {
            foreach (var row in await store.GetManyAsync(UsageRows.Table, PartitionOf(items[0]), page, cancellationToken))
            {
                Repeats.Settle(hubPartition, byRow[row.Row], RecordCodec.ReadClaim(row.Value.Span));
            }
        }

        foreach (var item in items.Where(static item => !item.IsSettled && item.MovedTo is null))
        {
            item.Quarantine(
                QuarantineReason.LateUsage, $"{item.Account!.Account.Id}.{item.Period!.Key}", $"it belongs to the billing period {item.Period.Key}, which is closed");
        }
    }

    // The insert decides: whoever has the key first owns the identity. No fence is needed, because a claim adds nothing to its period.
    private async Task ClaimAsync(string hubPartition, UsageItem[] page, PeriodRoute target, CancellationToken cancellationToken)
    {
        var waiting = page.ToList();
        while (waiting.Count > 0)
        {
            var partition = PartitionOf(waiting[0]);
            var batch = new TableBatch(UsageRows.Table, partition);
            foreach (var item in waiting)
            {
                batch.Insert(UsageRows.Record(item.TimeMs, item.Identity), Claim(hubPartition, item, target.Key));
            }

            var result = await store.CommitAsync(batch, cancellationToken);
            if (result.IsCommitted)
            {
                waiting.ForEach(item => item.MovedTo = target.Key);
                return;
            }

            var byRow = waiting.ToDictionary(item => UsageRows.Record(item.TimeMs, item.Identity), StringComparer.Ordinal);
            foreach (var row in await store.GetManyAsync(UsageRows.Table, partition, byRow.Keys, cancellationToken))
            {
                Repeats.Settle(hubPartition, byRow[row.Row], RecordCodec.ReadClaim(row.Value.Span));
                waiting.Remove(byRow[row.Row]);
            }
        }
    }

    private async Task WriteClaimedAsync(string hubPartition, AccountRoute account, string periodKey, List<UsageItem> items, CancellationToken cancellationToken)
    {
        var period = BillingCalendar.PeriodOf(account.Account, periodKey)
            ?? throw new InvalidDataException($"Account '{account.Account.Id}' has no period {periodKey}, which a late usage event was claimed for: its anchor day or time zone changed.");
        var route = account.Route(period);
        await partitions.PinAsync(route, cancellationToken);
        foreach (var shard in items.GroupBy(item => route.ShardOf(item.Identity)).ToList())
        {
            var late = shard.ToList();
            late.ForEach(item => item.LateFrom = item.Period!.Key);
            await partitions.Get(route.Partitions[shard.Key]).WriteAsync(hubPartition, late, cancellationToken);
            if (late.Exists(item => !item.IsSettled))
            {
                await MoveOnAsync(hubPartition, account, route, route.Partitions[shard.Key], late.FindAll(item => !item.IsSettled), cancellationToken);
            }
        }
    }

    // The claimed period closed before the record was written, or just after: look there first, then claim the next open one.
    private async Task MoveOnAsync(
        string hubPartition, AccountRoute account, PeriodRoute closed, string partition, List<UsageItem> items, CancellationToken cancellationToken)
    {
        var byRow = items.ToDictionary(item => UsageRows.Record(item.TimeMs, item.Identity), StringComparer.Ordinal);
        foreach (var row in await store.GetManyAsync(UsageRows.Table, partition, byRow.Keys, cancellationToken))
        {
            Repeats.Settle(hubPartition, byRow[row.Row], RecordCodec.ReadClaim(row.Value.Span));
        }

        var target = await NextOpenAsync(account, closed, cancellationToken);
        foreach (var (row, item) in byRow)
        {
            if (item.IsSettled)
            {
                continue;
            }

            var own = PartitionOf(item);
            var claim = await store.GetAsync(UsageRows.Table, own, row, cancellationToken)
                ?? throw new InvalidDataException($"The claim of a late usage event is gone from {own}, row {row}.");
            var stored = RecordCodec.ReadClaim(claim.Value.Span);
            if (stored.MovedTo == closed.Key)
            {
                var moved = await store.CommitAsync(
                    new TableBatch(UsageRows.Table, own).Update(row, Claim(hubPartition, item, target.Key), claim.Version), cancellationToken);
                stored = moved.IsCommitted ? stored with { MovedTo = target.Key } : stored;
            }

            // Not moved: a second delivery of the same event moved it; the next round follows that claim, or reads it again.
            item.MovedTo = stored.MovedTo;
        }
    }

    private async Task<PeriodRoute> NextOpenAsync(AccountRoute account, PeriodRoute after, CancellationToken cancellationToken)
    {
        while (true)
        {
            after = account.Route(BillingCalendar.Next(account.Account, after.Period));
            await partitions.PinAsync(after, cancellationToken);
            var fence = await store.ReadAsync<Fence>(UsageRows.Table, after.Partitions[0], UsageRows.Fence, cancellationToken);
            if (fence is null or { State: FenceState.Open })
            {
                return after;
            }
        }
    }

    private static string PartitionOf(UsageItem item) => item.Period!.Partitions[item.Period.ShardOf(item.Identity)];

    private static byte[] Claim(string hubPartition, UsageItem item, string movedTo)
    {
        var lateFrom = item.LateFrom;
        item.LateFrom = null;
        var claim = new byte[RecordCodec.MaxLength(hubPartition, item)];
        var length = RecordCodec.Write(claim, hubPartition, item, movedTo);
        item.LateFrom = lateFrom;
        return claim[..length];
    }
}
