using System.Collections.Concurrent;
using RevenueFunctions.Storage;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Ingest;

/// <summary>
/// What became of every hub event and of every usage event inside it: four bits each, with totals. Written after the records are
/// durable, so that an outcome stands for something that exists; with it each event of a partition is accounted for exactly once.
/// </summary>
public sealed class IngestLedger(ITableStore store, IUsageHub hub, FabricInstruments instruments)
{
    private const int MostGaps = 100;
    private readonly ConcurrentDictionary<string, LedgerPartition> partitions = new(StringComparer.Ordinal);

    /// <summary>The conservation proof of each hub partition: all that was enqueued is seen or not yet seen, all that was seen has one outcome.</summary>
    public async Task<IReadOnlyList<PartitionConservation>> ConservationAsync(CancellationToken cancellationToken = default)
    {
        var report = new List<PartitionConservation>();
        foreach (var partition in await hub.GetPartitionsAsync(cancellationToken))
        {
            var (balance, ledger) = await ReadAsync(partition, cancellationToken);
            report.Add(balance.Missing == 0 ? balance : balance with { Gaps = await GapsAsync(partition.Id, balance.FirstSequence, ledger.Last, cancellationToken) });
        }

        return report;
    }

    /// <summary>The proof of one partition without the list of its gaps: one point read, however large the ledger is.</summary>
    public async Task<PartitionConservation> BalanceAsync(HubPartition partition, CancellationToken cancellationToken = default) =>
        (await ReadAsync(partition, cancellationToken)).Balance;

    /// <summary>What became of one hub event, or null when the hub partition has no ledger or has not ingested it.</summary>
    public async Task<LedgerEvent?> FindAsync(string partitionId, long sequence, CancellationToken cancellationToken = default)
    {
        var partition = TableKey.Escape(partitionId);
        var block = await store.ReadAsync<LedgerBlockRow>(LedgerPartition.Table, partition, LedgerBlock.RowOf(LedgerBlock.NumberOf(sequence)), cancellationToken);
        var outcome = block is null ? UsageOutcome.NotSeen : new LedgerBlock(block)[sequence];
        if (outcome == UsageOutcome.NotSeen)
        {
            return null;
        }

        var rows = await store.ListAsync<LedgerEntryRow>(LedgerPartition.Table, partition, LedgerEntry.RowsOf(sequence), cancellationToken);
        var entry = LedgerEntry.Read(sequence, outcome, outcome is UsageOutcome.Accepted or UsageOutcome.Duplicate ? [] : rows);
        return new LedgerEvent(partitionId, sequence, outcome, [.. entry.Outcomes.Select((one, index) => new LedgerUsageEvent(index, one, entry.Notes?[index]))]);
    }

    /// <summary>
    /// Counts a partition again from every outcome in the ledger, in place of the totals kept with them. Slow (it reads the whole
    /// ledger of the partition); for audits and tests.
    /// </summary>
    public async Task<LedgerTotals> RecountAsync(string partitionId, CancellationToken cancellationToken = default)
    {
        var (partition, totals) = (TableKey.Escape(partitionId), LedgerTotals.Zero);
        await foreach (var row in store.ScanAsync(LedgerPartition.Table, partition, RowRange.Prefix("b|"), cancellationToken))
        {
            var block = new LedgerBlock(row.Read<LedgerBlockRow>());
            for (var sequence = block.Number * LedgerBlock.Size; sequence < (block.Number + 1) * LedgerBlock.Size; sequence++)
            {
                if (block[sequence] == UsageOutcome.Batch)
                {
                    var rows = await store.ListAsync<LedgerEntryRow>(LedgerPartition.Table, partition, LedgerEntry.RowsOf(sequence), cancellationToken);
                    totals = totals.Plus(LedgerTotals.Of(LedgerEntry.Read(sequence, UsageOutcome.Batch, rows).Outcomes));
                }
                else if (block[sequence] != UsageOutcome.NotSeen)
                {
                    totals = totals.Plus(LedgerTotals.Of([block[sequence]]));
                }
            }
        }

        return totals;
    }

    internal LedgerPartition Partition(string partitionId) => partitions.GetOrAdd(partitionId, static (id, from) => new LedgerPartition(from.store, from.instruments, id), (store, instruments));

    private async Task<(PartitionConservation Balance, LedgerTotalsRow Ledger)> ReadAsync(HubPartition partition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(partition);
        var ledger = await store.ReadAsync<LedgerTotalsRow>(LedgerPartition.Table, TableKey.Escape(partition.Id), "t", cancellationToken) ?? LedgerTotalsRow.Empty;

        // Events that left the hub by retention count from where the ledger begins: they were seen, or they are a gap.
        var first = Math.Min(partition.BeginSequence, ledger.First);
        var last = Math.Max(partition.LastEnqueuedSequence, ledger.Last);
        var enqueued = last - first + 1;
        var notYetSeen = enqueued - ledger.Totals.HubEvents;
        var missing = ledger.Last < 0 ? 0 : ledger.Last - first + 1 - ledger.Totals.HubEvents;
        var closes = ledger.Totals.Closes && notYetSeen >= 0 && last == partition.LastEnqueuedSequence;
        return (new PartitionConservation(partition.Id, first, last, enqueued, notYetSeen, missing, ledger.Totals, closes, [], ledger.LastEnqueuedAt), ledger);
    }

    // Sequence numbers below the highest one seen that have no outcome: a batch in flight, or a loss to look into.
    private async Task<IReadOnlyList<SequenceGap>> GapsAsync(string partitionId, long first, long last, CancellationToken cancellationToken)
    {
        var gaps = new List<SequenceGap>();
        var expected = first;
        var range = new RowRange(LedgerBlock.RowOf(LedgerBlock.NumberOf(first)), "c");
        await foreach (var row in store.ScanAsync(LedgerPartition.Table, TableKey.Escape(partitionId), range, cancellationToken))
        {
            var block = new LedgerBlock(row.Read<LedgerBlockRow>());
            var end = Math.Min(last, ((block.Number + 1) * LedgerBlock.Size) - 1);
            for (var sequence = Math.Max(first, block.Number * LedgerBlock.Size); sequence <= end; sequence++)
            {
                if (block[sequence] == UsageOutcome.NotSeen)
                {
                    continue;
                }

                if (sequence > expected)
                {
                    gaps.Add(new SequenceGap(expected, sequence - 1));
                }

                expected = sequence + 1;
            }

            if (gaps.Count >= MostGaps)
            {
                break;
            }
        }

        return gaps;
    }
}
