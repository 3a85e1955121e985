using System.Diagnostics.CodeAnalysis;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>
/// The writer of one usage partition: fence, roll-ups and records in one atomic batch. It remembers the fence and the roll-ups it
/// wrote last, so that a busy partition is not read again; the fence's version, which every batch changes, proves them current.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The semaphore's wait handle is never asked for, so there is nothing to dispose; writers come and go with the cache.")]
internal sealed class UsagePartition(ITableStore store, string key)
{
    private const int MostRollups = 4096;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Dictionary<(MeterSeries Series, long Hour), Rollup> rollups = [];
    private readonly List<UsageItem> pending = [];
    private readonly UsageWrite write = new();
    private RecordSlab slab = new();
    private Fence? fence;
    private RowVersion? version;
    private bool isLoaded;

    public string Key { get; } = key;

    /// <summary>Forgets what it remembers; for callers that wrote the partition by themselves.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        Forget();
        gate.Release();
    }

    /// <summary>
    /// Writes items (all of this partition) and settles each as accepted, duplicate or conflicting. Those it leaves unsettled came too
    /// late: the fence is not open, or a later period has claimed them.
    /// </summary>
    public async Task WriteAsync(string hubPartition, List<UsageItem> items, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            LinkRepeats(items);
            if (fence is { State: not FenceState.Open })
            {
                // A closed fence proves nothing later on: the period may have been opened again.
                Forget();
            }

            pending.Clear();
            pending.AddRange(items.Where(item => item.Leader is null && !item.IsSettled));
            await WritePendingAsync(hubPartition, cancellationToken);
            Repeats.SettleFollowers(hubPartition, items);
        }
        catch
        {
            // The batch may still be on its way to the store: neither what was remembered nor its buffer can be trusted.
            Forget();
            slab = new RecordSlab();
            throw;
        }
        finally
        {
            pending.Clear();
            gate.Release();
        }
    }

    private void Forget()
    {
        (fence, version, isLoaded) = (null, null, false);
        rollups.Clear();
    }

    // Time order makes inserts fast; behind that hub order, so that of two with one key the first received leads.
    private static void LinkRepeats(List<UsageItem> items)
    {
        items.Sort(static (left, right) =>
        {
            var order = left.TimeMs.CompareTo(right.TimeMs);
            order = order != 0 ? order : left.Identity.CompareTo(right.Identity);
            order = order != 0 ? order : left.Hub.SequenceNumber.CompareTo(right.Hub.SequenceNumber);
            return order != 0 ? order : left.Index.CompareTo(right.Index);
        });
        UsageItem? leader = null;
        foreach (var item in items)
        {
            var repeats = leader is not null && leader.TimeMs == item.TimeMs && leader.Identity == item.Identity;
            item.Leader = repeats ? leader : null;
            leader = repeats ? leader : item;
        }
    }

    private async Task WritePendingAsync(string hubPartition, CancellationToken cancellationToken)
    {
        for (var next = 0; next < pending.Count;)
        {
            if (!isLoaded)
            {
                await LoadAsync(cancellationToken);
            }

            if (fence is { State: not FenceState.Open })
            {
                return;
            }

            var taken = write.Measure(pending, next, rollups);
            await LoadRollupsAsync(write.Missing, cancellationToken);
            var result = await store.CommitAsync(write.Build(Key, hubPartition, pending.GetRange(next, taken), fence, version, rollups, slab), cancellationToken);
            slab.Reset();
            if (result.IsCommitted)
            {
                (fence, version) = (write.Fence, result.Version);
                write.Remember(rollups, MostRollups);
                for (var end = next + taken; next < end; next++)
                {
                    Settle(pending[next]);
                }
            }
            else if (result.Conflict == CommitConflict.AlreadyExists && result.FailedIndex > 0)
            {
                await SettleKnownAsync(hubPartition, pending.GetRange(next, taken), cancellationToken);
                pending.RemoveAll(item => item.IsSettled || (item.MovedTo is not null && item.LateFrom is null));
                next = 0;
            }
            else
            {
                // Another process wrote the partition since: read its fence and roll-ups again.
                Forget();
            }
        }
    }

    private static void Settle(UsageItem item)
    {
        if (item.IsWrittenOff)
        {
            item.Exclude(LateUsage.WriteOffRule);
        }
        else
        {
            item.Outcome = UsageOutcome.Accepted;
        }
    }

    // One conflict costs one read for the whole batch: redeliveries and files that are sent again come in runs.
    private async Task SettleKnownAsync(string hubPartition, List<UsageItem> items, CancellationToken cancellationToken)
    {
        var byRow = items.ToDictionary(item => UsageRows.Record(item.TimeMs, item.Identity), StringComparer.Ordinal);
        foreach (var row in await store.GetManyAsync(UsageRows.Table, Key, byRow.Keys, cancellationToken))
        {
            Repeats.Settle(hubPartition, byRow[row.Row], RecordCodec.ReadClaim(row.Value.Span));
        }
    }

    private async Task LoadRollupsAsync(IReadOnlyDictionary<string, (MeterSeries Series, long Hour)> missing, CancellationToken cancellationToken)
    {
        if (missing.Count == 0)
        {
            return;
        }

        foreach (var row in await store.GetManyAsync(UsageRows.Table, Key, [.. missing.Keys], cancellationToken))
        {
            rollups[missing[row.Row]] = Rollup.Read(missing[row.Row].Series, row.Value.Span);
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var row = await store.GetAsync(UsageRows.Table, Key, UsageRows.Fence, cancellationToken);
        (fence, version, isLoaded) = (row?.Read<Fence>(), row?.Version, true);
    }
}
