using RevenueFunctions.Catalog;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>
/// The exact check of a frozen partition: the same identity under two times is one event too many. Records are keyed by time, so
/// ingest cannot see that cheaply; here every identity is compared once, with eight bytes of memory a record.
/// </summary>
internal sealed class IdentityCheck(ITableStore store, QuarantineStore quarantine, IngestLedger ledger)
{
    private readonly RecordRemoval removal = new(store);

    /// <summary>
    /// Keeps the record that the hub received first and takes the others out: kept in quarantine, noted in the ledger, then removed with
    /// what they added. In that order a crash leaves work to be found again, never an event without an outcome.
    /// </summary>
    public async Task RunAsync(Account account, BillingPeriod period, string partition, CancellationToken cancellationToken)
    {
        var (suspects, late) = await CollectAsync(partition, cancellationToken);

        // First: what moved on has its record elsewhere, so it neither counts here nor leaves anything that speaks for it.
        await removal.RemoveAsync(partition, await MovedOnAsync(account, period, partition, late, cancellationToken), leaveMark: false, cancellationToken);
        var remove = await JudgeAsync(account, period, partition, suspects, cancellationToken);
        foreach (var record in remove)
        {
            await NoteAsync(record, cancellationToken);
        }

        await removal.RemoveAsync(partition, remove, leaveMark: true, cancellationToken);
    }

    private async Task<(HashSet<ulong> Suspects, List<string> Late)> CollectAsync(string partition, CancellationToken cancellationToken)
    {
        var (marks, late) = (new List<ulong>(), new List<string>());
        await foreach (var row in store.ScanAsync(UsageRows.Table, partition, UsageRows.Records, cancellationToken))
        {
            if (RecordCodec.IsRecord(row.Value.Span))
            {
                marks.Add((ulong)UsageRows.IdentityOf(row.Row));
                if (RecordCodec.IsLateRecord(row.Value.Span))
                {
                    late.Add(row.Row);
                }
            }
        }

        marks.Sort();
        var suspects = new HashSet<ulong>();
        for (var at = 1; at < marks.Count; at++)
        {
            if (marks[at] == marks[at - 1])
            {
                suspects.Add(marks[at]);
            }
        }

        return (suspects, late);
    }

    // Half a hash makes suspects, the whole hash decides.
    private async Task<List<UsageRecord>> JudgeAsync(
        Account account, BillingPeriod period, string partition, HashSet<ulong> suspects, CancellationToken cancellationToken)
    {
        var byIdentity = new Dictionary<UInt128, List<UsageRecord>>();
        if (suspects.Count > 0)
        {
            await foreach (var row in store.ScanAsync(UsageRows.Table, partition, UsageRows.Records, cancellationToken))
            {
                var identity = UsageRows.IdentityOf(row.Row);
                if (suspects.Contains((ulong)identity) && RecordCodec.IsRecord(row.Value.Span))
                {
                    byIdentity.TryAdd(identity, []);
                    byIdentity[identity].Add(RecordCodec.Read(row.Row, row.Value.Span, account.Id, period.Key));
                }
            }
        }

        return [.. byIdentity.Values.SelectMany(static records => records
            .OrderBy(static record => record.EnqueuedAt)
            .ThenBy(static record => record.HubPartition, StringComparer.Ordinal)
            .ThenBy(static record => record.SequenceNumber)
            .ThenBy(static record => record.Index)
            .Skip(1))];
    }

    private async Task NoteAsync(UsageRecord record, CancellationToken cancellationToken)
    {
        var standing = await ledger.Partition(record.HubPartition).StandingAsync([record.SequenceNumber], cancellationToken);
        if (standing.Count == 0)
        {
            // Written now, the note would be written over when the batch is settled: the event would count as accepted without a record.
            throw new StorageUnavailableException($"The batch that brought {record.Id} is still being settled; freeze the period again in a moment.");
        }

        var raw = FabricJson.Bytes(record);
        var header = new QuarantineHeader(
            QuarantineReasons.Code(QuarantineReason.ConflictingDuplicate), record.HubPartition, record.SequenceNumber, record.Index, false, record.EnqueuedAt, false,
            (raw.Length - 1) / QuarantineRows.RawBytes, $"id {record.Id} was accepted earlier with another time");
        await quarantine.AddAsync(
            QuarantineReason.ConflictingDuplicate, record.Source, [new QuarantineStore.Arrival(header, record.Source, raw)], cancellationToken);
        var group = QuarantineRows.GroupOf(QuarantineReason.ConflictingDuplicate, record.Source);
        await ledger.Partition(record.HubPartition).WriteAsync(
            [(record.SequenceNumber, entry => entry.With(record.Index, UsageOutcome.Quarantined, group))], cancellationToken);
    }

    // A late record whose claim names another period: two deliveries of one event raced with a reopening. The claim decides.
    private async Task<List<UsageRecord>> MovedOnAsync(
        Account account, BillingPeriod period, string partition, List<string> late, CancellationToken cancellationToken)
    {
        var moved = new List<UsageRecord>();
        foreach (var name in late)
        {
            var row = await store.GetAsync(UsageRows.Table, partition, name, cancellationToken);
            if (row is null)
            {
                continue;
            }

            var record = RecordCodec.Read(name, row.Value.Span, account.Id, period.Key);
            var origin = PeriodRoute.PartitionOf(account.Id, record.LateFrom!, 0);
            var shards = (await store.ReadAsync<Fence>(UsageRows.Table, origin, UsageRows.Fence, cancellationToken))?.Shards ?? 1;
            var shard = shards == 1 ? 0 : (int)((ulong)UsageRows.IdentityOf(name) % (ulong)shards);
            var claim = await store.GetAsync(UsageRows.Table, PeriodRoute.PartitionOf(account.Id, record.LateFrom!, shard), name, cancellationToken);
            if (claim is not null && RecordCodec.ReadClaim(claim.Value.Span).MovedTo != period.Key)
            {
                moved.Add(record);
            }
        }

        return moved;
    }
}
