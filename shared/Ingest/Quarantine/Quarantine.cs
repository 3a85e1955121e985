using RevenueFunctions.Catalog;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>What a person does with quarantined usage: look at it by cause, replay it once the cause is gone, or discard it with a reason.</summary>
public sealed class Quarantine
{
    /// <summary>Raw bytes after which a page of events ends.</summary>
    public const int PageBytes = 4 * 1024 * 1024;

    /// <summary>Events read at once; a page may exceed its bytes by no more than these.</summary>
    private const int RowsRead = 8;

    private readonly ITableStore store;
    private readonly QuarantineStore events;
    private readonly QuarantineReplay replay;

    internal Quarantine(ITableStore store, QuarantineStore events, QuarantineReplay replay) => (this.store, this.events, this.replay) = (store, events, replay);

    /// <summary>A page of groups, by id; with <paramref name="openOnly"/> those that hold events.</summary>
    public async Task<(IReadOnlyList<QuarantineGroup> Groups, string? Next)> ListAsync(
        bool openOnly, int limit, string? cursor, CancellationToken cancellationToken = default)
    {
        var groups = new List<QuarantineGroup>();
        do
        {
            var page = await store.QueryAsync(QuarantineRows.Table, QuarantineRows.Groups, RowRange.All, limit - groups.Count, cursor, cancellationToken);
            cursor = page.Continuation;
            foreach (var row in page.Rows)
            {
                // Listed before its first event was stored: until then the summary is missing and the group holds nothing.
                var (group, _) = await events.SummaryAsync(row.Read<QuarantineGroup>().Id, cancellationToken);
                if (group is not null && (!openOnly || group.State == QuarantineGroupState.Open))
                {
                    groups.Add(group);
                }
            }
        }
        while (cursor is not null && groups.Count < limit);
        return (groups, cursor);
    }

    /// <summary>One group, or null.</summary>
    public async Task<QuarantineGroup?> FindAsync(string group, CancellationToken cancellationToken = default) =>
        (await events.SummaryAsync(group, cancellationToken)).Group;

    /// <summary>
    /// A page of a group's events in hub order, with the bytes that the producer sent. A page ends early once it holds
    /// <see cref="PageBytes"/> of those: events of a megabyte each must not make one answer of a gigabyte.
    /// </summary>
    public async Task<(IReadOnlyList<QuarantinedEvent> Events, string? Next)> EventsAsync(
        string group, int limit, string? cursor, CancellationToken cancellationToken = default)
    {
        var found = new List<QuarantinedEvent>();
        var bytes = 0L;
        do
        {
            var rows = Math.Min(limit - found.Count, RowsRead);
            var page = await store.QueryAsync(QuarantineRows.Table, QuarantineRows.PartitionOf(group), QuarantineRows.Events, rows, cursor, cancellationToken);
            foreach (var row in page.Rows)
            {
                var header = QuarantineRows.Read(row.Value, out var first);
                var raw = await events.RawAsync(group, row.Row, header, first, cancellationToken);
                bytes += raw.Length;
                found.Add(new QuarantinedEvent(
                    header.Reason, header.HubPartition, header.SequenceNumber, header.Index, header.IsWhole, header.EnqueuedAt, header.CanReplay, raw.ToArray(),
                    header.Detail, header.ContentType, header.Properties));
            }

            cursor = page.Continuation;
        }
        while (cursor is not null && found.Count < limit && bytes < PageBytes);
        return (found, cursor);
    }

    /// <summary>
    /// Runs the group's events again, at most <paramref name="limit"/> of them, from <paramref name="cursor"/> on; null when there is no
    /// such group. Repeatable and resumable: an event leaves the group only after its new outcome is in the ingest ledger.
    /// </summary>
    public Task<ReplayResult?> ReplayAsync(
        string group, int limit = int.MaxValue, string? cursor = null, IProgress<ReplayResult>? progress = null, CancellationToken cancellationToken = default) =>
        ReplayAsync(group, null, limit, cursor, progress, cancellationToken);

    /// <summary>
    /// Releases late usage that was held, as <see cref="ReplayAsync"/> runs any group again; null when there is no such group. Released to be billed it is
    /// charged as its contract charges late usage, on the next invoice where the contract would only hold it.
    /// </summary>
    public Task<ReplayResult?> ReleaseAsync(
        string group, HeldUsageAction action, int limit = int.MaxValue, string? cursor = null, CancellationToken cancellationToken = default) =>
        ReplayAsync(group, action == HeldUsageAction.WriteOff ? LateUsagePolicy.WriteOff : LateUsagePolicy.BillNext, limit, cursor, null, cancellationToken);

    /// <summary>True for a group of late usage that waits for a release.</summary>
    public static bool IsHeldUsage(QuarantineGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return group.Reason == QuarantineReasons.Code(QuarantineReason.LateUsage);
    }

    /// <summary>True for a case that stands for a group; its subject is the group's id.</summary>
    public static bool IsCaseOfGroup(ExceptionCase raised)
    {
        ArgumentNullException.ThrowIfNull(raised);
        return raised.Id == QuarantineStore.CaseOf(raised.Subject);
    }

    private async Task<ReplayResult?> ReplayAsync(
        string group, LateUsagePolicy? released, int limit, string? cursor, IProgress<ReplayResult>? progress, CancellationToken cancellationToken)
    {
        if (await FindAsync(group, cancellationToken) is null)
        {
            return null;
        }

        var total = new ReplayResult(0, 0, 0, 0, 0, 0, cursor);
        do
        {
            var page = await replay.RunPageAsync(group, (int)Math.Min(QuarantineReplay.PageEvents, limit - total.Replayed), total.Next, released, cancellationToken);
            total = new ReplayResult(
                total.Replayed + page.Replayed, total.Accepted + page.Accepted, total.Duplicate + page.Duplicate, total.Excluded + page.Excluded,
                total.Quarantined + page.Quarantined, page.Remaining, page.Next);
            progress?.Report(total);
        }
        while (total.Next is not null && total.Replayed < limit);
        return total;
    }

    /// <summary>Gives the group's events up for a reason: each becomes excluded("discarded: reason"). Answers how many; null when there is no such group.</summary>
    public async Task<long?> DiscardAsync(string group, string reason, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(group, cancellationToken) is null)
        {
            return null;
        }

        return await replay.DiscardAsync(group, $"discarded: {reason}", cancellationToken);
    }
}
