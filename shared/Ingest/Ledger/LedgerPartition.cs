using System.Diagnostics.CodeAnalysis;
using RevenueFunctions.Storage;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Ingest;

/// <summary>
/// The ledger of one hub partition. A totals row is updated with every change and its version guards blocks and entries, so that a
/// replay and the trigger can write side by side and the totals stay exact.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The semaphore's wait handle is never asked for, so there is nothing to dispose.")]
internal sealed class LedgerPartition(ITableStore store, FabricInstruments instruments, string partitionId)
{
    public const string Table = "ingestledger";
    private const string TotalsRow = "t";
    private const int MostBlocks = 16;
    private const int MostBytes = 2 * 1024 * 1024;

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Dictionary<long, LedgerBlock> blocks = [];
    private readonly string partition = TableKey.Escape(partitionId);
    private LedgerTotalsRow totals = LedgerTotalsRow.Empty;
    private RowVersion? version;
    private bool isLoaded;

    /// <summary>The hub events among these that have not been ingested.</summary>
    public async Task<List<HubEvent>> NotSeenAsync(IReadOnlyList<HubEvent> events, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            // Read anew: another process may have ingested these events since this one remembered the block.
            Forget();
            await LoadAsync(cancellationToken);
            var notSeen = new List<HubEvent>(events.Count);
            var sequences = new HashSet<long>(events.Count);
            foreach (var hub in events)
            {
                var block = hub.SequenceNumber > totals.Last ? null : await BlockAsync(LedgerBlock.NumberOf(hub.SequenceNumber), cancellationToken);
                if (block?.HasSeen(hub.SequenceNumber, hub.EnqueuedAt) != true && sequences.Add(hub.SequenceNumber))
                {
                    notSeen.Add(hub);
                }
            }

            return notSeen;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>What stands for these hub events; those whose outcome is not written yet are not among them.</summary>
    public async Task<IReadOnlyDictionary<long, LedgerEntry>> StandingAsync(IEnumerable<long> sequences, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            // Read anew, the version first: it proves the blocks that are read after it.
            Forget();
            await LoadAsync(cancellationToken);
            var standing = new Dictionary<long, LedgerEntry>();
            foreach (var sequence in sequences.Distinct())
            {
                var block = await BlockAsync(LedgerBlock.NumberOf(sequence), cancellationToken);
                if (block[sequence] != UsageOutcome.NotSeen)
                {
                    standing.Add(sequence, await EntryAsync(block, sequence, cancellationToken));
                }
            }

            return standing;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>
    /// Records what became of hub events. Where an outcome stands already, another instance settled the same events meanwhile, as the old and the
    /// new owner of a hub partition may do for a moment.
    /// </summary>
    public Task RecordAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken) => WriteAllAsync(
        [.. entries.Select(entry => new LedgerChange(entry.Sequence, (block, standing) => block.HasSeen(entry.Sequence, entry.EnqueuedAt) ? standing.SettledAgain(entry) : entry))],
        cancellationToken);

    /// <summary>Changes what stands for hub events. Each change may be asked for again after a conflict.</summary>
    public Task WriteAsync(IReadOnlyList<(long Sequence, Func<LedgerEntry, LedgerEntry> Change)> changes, CancellationToken cancellationToken) =>
        WriteAllAsync([.. changes.Select(one => new LedgerChange(one.Sequence, (_, standing) => one.Change(standing)))], cancellationToken);

    private async Task WriteAllAsync(List<LedgerChange> changes, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            for (var next = 0; next < changes.Count;)
            {
                var (batch, taken, first) = await BuildAsync(changes, next, cancellationToken);
                var result = await store.CommitAsync(batch, cancellationToken);
                if (result.IsCommitted)
                {
                    version = result.Version;
                    next += taken;
                    Count(first);
                }
                else
                {
                    Forget();
                }
            }
        }
        catch
        {
            // What was staged is not known to be stored.
            Forget();
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    // First outcomes alone: a replay or a discard changes what is stored, and is no second event.
    private void Count(LedgerTotals first)
    {
        instruments.Ingested("accepted", first.Accepted);
        instruments.Ingested("duplicate", first.Duplicate);
        instruments.Ingested("quarantined", first.Quarantined);
        instruments.Ingested("excluded", first.Excluded);
    }

    private async Task<(TableBatch Batch, int Taken, LedgerTotals First)> BuildAsync(List<LedgerChange> changes, int first, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        var staged = new List<LedgerEntry>();
        var touched = new Dictionary<long, LedgerBlock>();
        var seenFirst = LedgerTotals.Zero;
        var (at, rows, bytes) = (first, 1, 0);
        for (; at < changes.Count; at++)
        {
            var sequence = changes[at].Sequence;
            var block = touched.GetValueOrDefault(LedgerBlock.NumberOf(sequence)) ?? await BlockAsync(LedgerBlock.NumberOf(sequence), cancellationToken);
            var before = await EntryAsync(block, sequence, cancellationToken);
            var after = changes[at].Apply(block, before);
            var more = after.Rows + (touched.ContainsKey(block.Number) ? 0 : 1);
            if (at > first && (rows + more > TableLimits.BatchChanges || bytes > MostBytes))
            {
                break;
            }

            rows += more;
            touched[block.Number] = block;
            Stage(block, before, after);
            seenFirst = before.InBlock == UsageOutcome.NotSeen ? seenFirst.Plus(LedgerTotals.Of(after.Outcomes)) : seenFirst;
            staged.Add(after);
            bytes += after.Bytes;
        }

        // The totals come first: the commit answers the version of its first row, and that is the one which guards the rest.
        var batch = new TableBatch(Table, partition);
        var value = FabricJson.Bytes(totals);
        _ = version is { } current ? batch.Update(TotalsRow, value, current) : batch.Insert(TotalsRow, value);
        staged.ForEach(entry => entry.AddTo(batch));
        foreach (var block in touched.Values)
        {
            batch.Upsert(LedgerBlock.RowOf(block.Number), block.Write());
        }

        return (batch, at - first, seenFirst);
    }

    private void Stage(LedgerBlock block, LedgerEntry before, LedgerEntry after)
    {
        var gone = before.InBlock == UsageOutcome.NotSeen ? LedgerTotals.Zero : LedgerTotals.Of(before.Outcomes);
        var added = LedgerTotals.Of(after.Outcomes);
        block[after.Sequence] = after.InBlock;
        block.Totals = block.Totals.Minus(gone).Plus(added);
        if (after.EnqueuedAt != default)
        {
            block.Saw(after.EnqueuedAt);
        }

        totals = new LedgerTotalsRow(
            Math.Min(totals.First, after.Sequence), Math.Max(totals.Last, after.Sequence), totals.Totals.Minus(gone).Plus(added),
            after.Sequence > totals.Last && after.EnqueuedAt != default ? after.EnqueuedAt : totals.LastEnqueuedAt);
    }

    private async Task<LedgerEntry> EntryAsync(LedgerBlock block, long sequence, CancellationToken cancellationToken)
    {
        var inBlock = block[sequence];
        var rows = inBlock is UsageOutcome.NotSeen or UsageOutcome.Accepted or UsageOutcome.Duplicate
            ? []
            : await store.ListAsync<LedgerEntryRow>(Table, partition, LedgerEntry.RowsOf(sequence), cancellationToken);
        return LedgerEntry.Read(sequence, inBlock, rows);
    }

    private async ValueTask<LedgerBlock> BlockAsync(long number, CancellationToken cancellationToken)
    {
        if (blocks.TryGetValue(number, out var known))
        {
            return known;
        }

        var row = await store.ReadAsync<LedgerBlockRow>(Table, partition, LedgerBlock.RowOf(number), cancellationToken);
        if (blocks.Count >= MostBlocks)
        {
            blocks.Clear();
        }

        return blocks[number] = row is null ? new LedgerBlock(number) : new LedgerBlock(row);
    }

    private async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        if (!isLoaded)
        {
            var row = await store.GetAsync(Table, partition, TotalsRow, cancellationToken);
            (totals, version, isLoaded) = (row?.Read<LedgerTotalsRow>() ?? LedgerTotalsRow.Empty, row?.Version, true);
        }
    }

    private void Forget()
    {
        (totals, version, isLoaded) = (LedgerTotalsRow.Empty, null, false);
        blocks.Clear();
    }
}

/// <summary>What to make of the entry that stands for a hub event, in its block.</summary>
internal sealed record LedgerChange(long Sequence, Func<LedgerBlock, LedgerEntry, LedgerEntry> Apply);

/// <summary>The totals of a hub partition as they are stored, the lowest and highest sequence number ingested, and when the hub took the highest.</summary>
internal sealed record LedgerTotalsRow(long First, long Last, LedgerTotals Totals, DateTimeOffset? LastEnqueuedAt = null)
{
    public static LedgerTotalsRow Empty { get; } = new(long.MaxValue, -1, LedgerTotals.Zero);
}
