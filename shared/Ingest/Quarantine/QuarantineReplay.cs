using RevenueFunctions.Catalog;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>Runs quarantined events again, a page at a time.</summary>
internal sealed class QuarantineReplay(
    ITableStore store, QuarantineStore events, UsagePipeline pipeline, Settlement settlement, IngestLedger ledger, IngestCatalogs catalogs)
{
    /// <summary>Events in a page.</summary>
    public const int PageEvents = 200;

    public async Task<ReplayResult> RunPageAsync(string group, int limit, string? cursor, LateUsagePolicy? released, CancellationToken cancellationToken)
    {
        var page = await PageAsync(group, limit, cursor, cancellationToken);
        var catalog = await catalogs.GetCurrentAsync(cancellationToken);
        var counts = new long[6];
        foreach (var ofPartition in page.Rows.Select(row => (row.Row, Header: QuarantineRows.Read(row.Value, out var raw), Raw: raw))
            .Where(stored => stored.Header.CanReplay)
            .GroupBy(stored => stored.Header.HubPartition, StringComparer.Ordinal)
            .ToList())
        {
            var run = pipeline.NewRun();
            var sources = new List<(string Row, QuarantineHeader Header, int First, int Count)>();
            var standing = await ledger.Partition(ofPartition.Key).StandingAsync(ofPartition.Select(stored => stored.Header.SequenceNumber), cancellationToken);
            foreach (var (row, header, first) in ofPartition)
            {
                if (!standing.ContainsKey(header.SequenceNumber))
                {
                    // Its batch is still being settled: whatever was written here, that would write over. It waits for the next replay.
                    counts[(int)UsageOutcome.Quarantined]++;
                    continue;
                }

                var raw = await events.RawAsync(group, row, header, first, cancellationToken);
                var before = run.Items.Count;
                Decode(run, header, raw, catalog);
                sources.Add((row, header, before, run.Items.Count - before));
            }

            await pipeline.ProcessAsync(run, ofPartition.Key, catalog, released, cancellationToken);
            await SettleAsync(group, ofPartition.Key, run, sources, counts, cancellationToken);
        }

        if (page.Rows.Count == 0)
        {
            // Closes a group whose last events left it in a call that crashed.
            await events.RemoveAsync(group, [], cancellationToken);
        }

        var summary = (await events.SummaryAsync(group, cancellationToken)).Group;
        return new ReplayResult(
            page.Rows.Count, counts[(int)UsageOutcome.Accepted], counts[(int)UsageOutcome.Duplicate], counts[(int)UsageOutcome.Excluded],
            counts[(int)UsageOutcome.Quarantined] + page.Rows.Count(row => !QuarantineRows.Read(row.Value, out _).CanReplay),
            summary?.Count ?? 0,
            page.Continuation is null ? null : page.Rows[^1].Row);
    }

    public async Task<long> DiscardAsync(string group, string rule, CancellationToken cancellationToken)
    {
        var (discarded, cursor) = (0L, (string?)null);
        do
        {
            var page = await PageAsync(group, PageEvents, cursor, cancellationToken);
            cursor = page.Continuation is null ? null : page.Rows[^1].Row;
            var gone = new List<string>();
            foreach (var ofPartition in page.Rows.Select(row => (row.Row, Header: QuarantineRows.Read(row.Value, out _)))
                .GroupBy(stored => stored.Header.HubPartition, StringComparer.Ordinal))
            {
                var partition = ledger.Partition(ofPartition.Key);
                var standing = await partition.StandingAsync(ofPartition.Select(stored => stored.Header.SequenceNumber), cancellationToken);

                // What is still being settled stays, for another call. What was settled otherwise since (delivered again after its cause was
                // gone, or moved to another group by a replay that crashed) leaves the group, and keeps its outcome.
                gone.AddRange(ofPartition.Where(stored => standing.ContainsKey(stored.Header.SequenceNumber)).Select(stored => stored.Row));
                var excluded = ofPartition.Select(stored => stored.Header)
                    .Where(header => standing.TryGetValue(header.SequenceNumber, out var entry) && entry.IsQuarantined(header.Index, group)).ToList();
                var changes = excluded.GroupBy(header => header.SequenceNumber).Select(hub => (hub.Key, (Func<LedgerEntry, LedgerEntry>)(entry =>
                    hub.Where(header => entry.IsQuarantined(header.Index, group))
                        .Aggregate(entry, (changed, header) => changed.With(header.Index, UsageOutcome.Excluded, rule)))));
                await partition.WriteAsync([.. changes], cancellationToken);
                discarded += excluded.Count;
            }

            // Called with nothing to remove as well: it closes a group whose last page was discarded by a call that crashed.
            await events.RemoveAsync(group, gone, cancellationToken);
        }
        while (cursor is not null);
        return discarded;
    }

    // By key, not by the store's continuation: rows leave the group while it is gone through.
    private ValueTask<TablePage> PageAsync(string group, int limit, string? cursor, CancellationToken cancellationToken) => store.QueryAsync(
        QuarantineRows.Table, QuarantineRows.PartitionOf(group), new RowRange(cursor is null ? QuarantineRows.Events.From : cursor + "!", QuarantineRows.Events.Before),
        Math.Max(1, limit), null, cancellationToken);

    private static void Decode(IngestRun run, QuarantineHeader header, ReadOnlyMemory<byte> raw, IngestCatalog catalog)
    {
        var hub = new HubEvent(header.SequenceNumber, header.EnqueuedAt, raw, header.ContentType, header.Properties);
        if (header.IsWhole)
        {
            run.Decoder.Decode(hub, catalog, run.Items);
        }
        else
        {
            run.Decoder.DecodeElement(hub, header.Index, raw, catalog, run.Items);
        }
    }

    // Records first (done), then new quarantine rows, then the ledger, and only then the event leaves its group.
    private async Task SettleAsync(
        string group, string hubPartition, IngestRun run, List<(string Row, QuarantineHeader Header, int First, int Count)> sources, long[] counts, CancellationToken cancellationToken)
    {
        var stays = sources.Where(source => source.Count == 1 && Settlement.NoteOf(run.Items[source.First]) == group
            && run.Items[source.First].Outcome == UsageOutcome.Quarantined).Select(source => source.Row).ToHashSet(StringComparer.Ordinal);
        var moved = sources.Where(source => !stays.Contains(source.Row)).ToList();
        await settlement.QuarantineAsync(hubPartition, [.. moved.SelectMany(source => ItemsOf(run, source.First, source.Count))], cancellationToken);
        var changes = moved.GroupBy(source => source.Header.SequenceNumber).Select(hub => (hub.Key, (Func<LedgerEntry, LedgerEntry>)(entry =>
            hub.Aggregate(entry, (changed, source) => Change(changed, run, source.Header, source.First, source.Count)))));
        await ledger.Partition(hubPartition).WriteAsync([.. changes], cancellationToken);
        await events.RemoveAsync(group, [.. moved.Select(source => source.Row)], cancellationToken);
        for (var at = 0; at < run.Items.Count; at++)
        {
            counts[(int)run.Items[at].Outcome]++;
        }
    }

    private static LedgerEntry Change(LedgerEntry entry, IngestRun run, QuarantineHeader header, int first, int count)
    {
        if (!header.IsWhole || (count == 1 && run.Items[first].Whole))
        {
            return entry.With(header.Index, run.Items[first].Outcome, Settlement.NoteOf(run.Items[first]));
        }

        // A hub event that could not be taken apart before (its mapping was unknown) turned out to carry a batch.
        var items = ItemsOf(run, first, count).ToList();
        return entry with
        {
            IsWhole = false,
            Outcomes = [.. items.Select(item => item.Outcome)],
            Notes = items.Exists(item => Settlement.NoteOf(item) is not null) ? [.. items.Select(Settlement.NoteOf)] : null,
        };
    }

    private static IEnumerable<UsageItem> ItemsOf(IngestRun run, int first, int count) => Enumerable.Range(first, count).Select(at => run.Items[at]);
}
