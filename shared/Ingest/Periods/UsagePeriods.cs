using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>The usage of an account's billing periods: freezes it for billing, reads its aggregates and its records.</summary>
public sealed class UsagePeriods
{
    private readonly UsagePartitions partitions;
    private readonly IngestCatalogs catalogs;
    private readonly TimeProvider clock;
    private readonly PeriodFreeze freeze;
    private readonly PeriodReader reader;
    private readonly FrozenUsage frozen;
    private readonly RecordFinder finder;
    private readonly MeasureReader measures;
    private readonly IdentityCheck check;

    internal UsagePeriods(ITableStore store, UsagePartitions partitions, IngestCatalogs catalogs, QuarantineStore quarantine, IngestLedger ledger, TimeProvider clock)
    {
        (this.partitions, this.catalogs, this.clock) = (partitions, catalogs, clock);
        freeze = new PeriodFreeze(store);
        reader = new PeriodReader(store);
        frozen = new FrozenUsage(store);
        finder = new RecordFinder(store);
        measures = new MeasureReader(store);
        check = new IdentityCheck(store, quarantine, ledger);
    }

    /// <summary>
    /// Freezes the period for an owner, checks it for identities that came twice, and answers its usage. Idempotent for the owner, also
    /// after a crash at any point; the check is not run again once it is done.
    /// </summary>
    public async Task<FreezeResult> FreezeAsync(Account account, BillingPeriod period, string owner, CancellationToken cancellationToken = default)
    {
        var shards = await partitions.PinShardsAsync(account, period.Key, cancellationToken);
        for (var shard = 0; shard < shards; shard++)
        {
            var fence = await freeze.FreezeAsync(account, period, shard, owner, cancellationToken);
            if (fence.Owner != owner)
            {
                return new FreezeResult.HeldByAnother(fence.Owner ?? string.Empty, fence.State);
            }

            if (!fence.IsChecked)
            {
                await check.RunAsync(account, period, PeriodRoute.PartitionOf(account.Id, period.Key, shard), cancellationToken);
                await freeze.MarkCheckedAsync(account, period, shard, owner, cancellationToken);
            }
        }

        var catalog = (await catalogs.GetAsync(cancellationToken)).Snapshot;
        var usage = await reader.ReadAsync(catalog, account, period, shards, cancellationToken);
        await frozen.SaveAsync(catalog, account, usage, cancellationToken);
        return new FreezeResult.Frozen(usage);
    }

    /// <summary>The usage that a frozen period bills: the row kept when it was frozen, or the roll-ups where that does not hold any more.</summary>
    public async Task<PeriodUsage> ReadFrozenAsync(Account account, BillingPeriod period, CancellationToken cancellationToken = default)
    {
        var catalog = (await catalogs.GetAsync(cancellationToken)).Snapshot;
        var shards = await partitions.ShardsAsync(account, period.Key, cancellationToken);
        return await frozen.FindAsync(catalog, account, period, shards, cancellationToken) ?? await reader.ReadAsync(catalog, account, period, shards, cancellationToken);
    }

    /// <summary>Whether the period still takes usage: a point read.</summary>
    public async Task<FenceState> StateAsync(Account account, BillingPeriod period, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(period);
        return await freeze.StateAsync(account, period, cancellationToken);
    }

    /// <summary>The usage of the period as it stands, from the roll-ups.</summary>
    public async Task<PeriodUsage> ReadAsync(Account account, BillingPeriod period, CancellationToken cancellationToken = default) =>
        await reader.ReadAsync((await catalogs.GetAsync(cancellationToken)).Snapshot, account, period, await partitions.ShardsAsync(account, period.Key, cancellationToken), cancellationToken);

    /// <summary>
    /// The usage of the period as it stands, with that of contracts which changed within the period part by part. <paramref name="cuts"/> names those
    /// contracts, and when they changed: instants within the period, in order. The rest of the usage is that of the roll-ups.
    /// </summary>
    public async Task<PeriodUsage> SegmentAsync(
        Account account, BillingPeriod period, PeriodUsage whole, IReadOnlyDictionary<string, ImmutableArray<DateTimeOffset>> cuts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(cuts);
        if (!whole.Usage.Any(one => cuts.ContainsKey(one.SubscriptionId)))
        {
            return whole;
        }

        var segments = new SegmentedUsage((await catalogs.GetAsync(cancellationToken)).Snapshot, account, period, cuts);
        await foreach (var measured in MeasuresAsync(account, period, measure => cuts.ContainsKey(measure.SubscriptionId), cancellationToken))
        {
            segments.Add(measured);
        }

        return whole with { Usage = [.. whole.Usage.Where(one => !cuts.ContainsKey(one.SubscriptionId)), .. segments.ToUsage()] };
    }

    /// <summary>
    /// The usage of a closed period together with what came late for it and was recorded in the periods <paramref name="landed"/>, aggregated as though all
    /// had come in time. Read from records, because extremes, averages and gauges cannot be put together from their figures.
    /// </summary>
    public async Task<ImmutableArray<MeteredUsage>> ReuniteAsync(
        Account account,
        BillingPeriod closed,
        IEnumerable<BillingPeriod> landed,
        Func<UsageMeasure, bool> isWanted,
        IReadOnlyDictionary<string, ImmutableArray<DateTimeOffset>> cuts,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(closed);
        ArgumentNullException.ThrowIfNull(landed);
        var reunited = new SegmentedUsage((await catalogs.GetAsync(cancellationToken)).Snapshot, account, closed, cuts);
        foreach (var (period, lateFrom) in landed.Select(period => (period, (string?)closed.Key)).Prepend((closed, null)))
        {
            await foreach (var measured in MeasuresAsync(account, period, isWanted, cancellationToken))
            {
                if (measured.LateFrom == lateFrom)
                {
                    reunited.Add(measured with { LateFrom = null });
                }
            }
        }

        return reunited.ToUsage();
    }

    /// <summary>What single events of the period measured, in order of time.</summary>
    public async IAsyncEnumerable<MeasuredEvent> MeasuresAsync(
        Account account, BillingPeriod period, Func<UsageMeasure, bool> isWanted, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var shards = await partitions.ShardsAsync(account, period.Key, cancellationToken);
        await foreach (var measured in measures.ReadAsync(account, period, shards, isWanted, cancellationToken))
        {
            yield return measured;
        }
    }

    /// <summary>The late usage that this period would have billed and that was written off instead.</summary>
    public async Task<ImmutableArray<LateWriteOff>> WriteOffsAsync(Account account, BillingPeriod period, CancellationToken cancellationToken = default) =>
        await reader.WriteOffsAsync(account, period, await partitions.ShardsAsync(account, period.Key, cancellationToken), cancellationToken);

    /// <summary>
    /// Opens a frozen or invoiced period again: the compensation of freezing it. Usage that was billed later in the meantime stays there.
    /// </summary>
    public async Task<FenceChange> ReopenAsync(Account account, BillingPeriod period, string owner, CancellationToken cancellationToken = default)
    {
        var shards = await partitions.ShardsAsync(account, period.Key, cancellationToken);
        var result = FenceChange.NotFrozen;
        for (var shard = shards - 1; shard >= 0; shard--)
        {
            result = await freeze.ChangeAsync(
                account, period, shard, owner, static fence => fence with { State = FenceState.Open, Owner = null, InvoiceId = null, IsChecked = false }, cancellationToken);
            if (result == FenceChange.HeldByAnother)
            {
                return result;
            }
        }

        return result;
    }

    /// <summary>Marks a frozen period as billed by an invoice.</summary>
    public async Task<FenceChange> MarkInvoicedAsync(
        Account account, BillingPeriod period, string owner, string invoiceId, CancellationToken cancellationToken = default)
    {
        var shards = await partitions.ShardsAsync(account, period.Key, cancellationToken);
        for (var shard = 0; shard < shards; shard++)
        {
            var result = await freeze.ChangeAsync(
                account, period, shard, owner, fence => fence with { State = FenceState.Invoiced, InvoiceId = invoiceId }, cancellationToken);
            if (result != FenceChange.Done)
            {
                return result;
            }
        }

        return FenceChange.Done;
    }

    /// <summary>A page of the period's records, in order of shard and time; hand <c>Next</c> back as the cursor for the next page.</summary>
    public async Task<(IReadOnlyList<UsageRecord> Records, string? Next)> RecordsAsync(
        Account account, BillingPeriod period, RecordFilter filter, int limit, string? cursor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var shards = await partitions.ShardsAsync(account, period.Key, cancellationToken);
        return await finder.PageAsync(account, period, shards, filter, limit, cursor, cancellationToken);
    }

    /// <summary>
    /// The record of a usage event. With the event's time two reads, without it a scan of the account's periods since its first contract.
    /// </summary>
    public async Task<UsageRecord?> FindRecordAsync(
        Account account, string source, string id, DateTimeOffset? time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (source.Length > EventText.SourceCharacters || id.Length > EventText.IdCharacters || time?.Year is < 1970 or > 9000)
        {
            // Beyond what ingest accepts: no such record can exist.
            return null;
        }

        var identity = RecordFinder.IdentityOf(source, id);
        if (time is { } known)
        {
            return await finder.AtAsync(account, identity, known, cancellationToken);
        }

        var catalog = await catalogs.GetAsync(cancellationToken);
        var contracts = catalog.Snapshot.SubscriptionsByAccount.GetValueOrDefault(account.Id, []);
        return contracts.IsEmpty
            ? null
            : await finder.ScanAsync(account, identity, contracts[0].From, clock.GetUtcNow() + TimeSpan.FromDays(1), cancellationToken);
    }
}
