using System.Diagnostics.CodeAnalysis;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>
/// The ledger of one hub partition. A totals row is updated with every change and its version guards blocks and entries, so that a
/// replay and the trigger can write side by side and the totals stay exact.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The semaphore's wait handle is never asked for, so there is nothing to dispose.")]
internal sealed class LedgerPartition(ITableStore store, string partitionId)
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
                if (block?.HasSeen(hub) != true && sequences.Add(hub.SequenceNumber))
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

    /// <summary>Writes entries, each in place of what stood for its hub event.</summary>
    public Task RecordAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken) =>
        WriteAsync([.. entries.Select(entry => (entry.Sequence, (Func<LedgerEntry, LedgerEntry>)(_ => entry)))], cancellationToken);

    /// <summary>Changes what stands for hub events. Each change may be asked for again after a conflict.</summary>
    public async Task WriteAsync(IReadOnlyList<(long Sequence, Func<LedgerEntry, LedgerEntry> Change)> changes, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            for (var next = 0; next < changes.Count;)
            {
                var (batch, taken) = await BuildAsync(changes, next, cancellationToken);
                var result = await store.CommitAsync(batch, cancellationToken);
                if (result.IsCommitted)
                {
                    version = result.Version;
                    next += taken;
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

    private async Task<(TableBatch Batch, int Taken)> BuildAsync(
        IReadOnlyList<(long Sequence, Func<LedgerEntry, LedgerEntry> Change)> changes, int first, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        var batch = new TableBatch(Table, partition);
        var touched = new Dictionary<long, LedgerBlock>();
        var (at, rows, bytes) = (first, 1, 0);
        for (; at < changes.Count; at++)
        {
            var (sequence, change) = changes[at];
            var block = touched.GetValueOrDefault(LedgerBlock.NumberOf(sequence)) ?? await BlockAsync(LedgerBlock.NumberOf(sequence), cancellationToken);
            var before = await EntryAsync(block, sequence, cancellationToken);
            var after = change(before);
            var more = after.Rows + (touched.ContainsKey(block.Number) ? 0 : 1);
            if (at > first && (rows + more > TableLimits.BatchChanges || bytes > MostBytes))
            {
                break;
            }

            rows += more;
            touched[block.Number] = block;
            Stage(block, before, after);
            after.AddTo(batch, length => bytes += length);
        }

        foreach (var block in touched.Values)
        {
            batch.Upsert(LedgerBlock.RowOf(block.Number), block.Write());
        }

        _ = version is { } current
            ? batch.Update(TotalsRow, FabricJson.Bytes(totals), current)
            : batch.Insert(TotalsRow, FabricJson.Bytes(totals));
        return (batch, at - first);
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
            Math.Min(totals.First, after.Sequence), Math.Max(totals.Last, after.Sequence), totals.Totals.Minus(gone).Plus(added));
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

/// <summary>The totals of a hub partition as they are stored, and the lowest and highest sequence number ingested.</summary>
internal sealed record LedgerTotalsRow(long First, long Last, LedgerTotals Totals)
{
    public static LedgerTotalsRow Empty { get; } = new(long.MaxValue, -1, LedgerTotals.Zero);
}
