using System.Text;
using RevenueFunctions.Catalog;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>Takes records out of a frozen partition together with all that they added: fence, roll-ups, samples, counted values.</summary>
internal sealed class RecordRemoval(ITableStore store)
{
    /// <summary>
    /// Takes the records out. With <paramref name="leaveMark"/> a mark stays under the key of each: without one, the same event sent once more would find
    /// its key free, be taken for late usage and be billed after all.
    /// </summary>
    public async Task RemoveAsync(string partition, IReadOnlyList<UsageRecord> records, bool leaveMark, CancellationToken cancellationToken)
    {
        if (records.Count == 0)
        {
            return;
        }

        var orphans = await OrphansAsync(partition, records, cancellationToken);
        foreach (var record in records)
        {
            while (!await TryRemoveAsync(partition, record, leaveMark, orphans, cancellationToken))
            {
            }
        }
    }

    // Counted values that no record keeps once all of these are gone.
    private async Task<HashSet<string>> OrphansAsync(string partition, IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
    {
        var orphans = records
            .SelectMany(static record => record.Measures.Where(static measure => measure.Text is not null)
                .Select(measure => UsageRows.Unique(SeriesOf(record, measure), measure.Text!))).ToHashSet(StringComparer.Ordinal);
        if (orphans.Count == 0)
        {
            return orphans;
        }

        var gone = records.Select(RowOf).ToHashSet(StringComparer.Ordinal);
        await foreach (var row in store.ScanAsync(UsageRows.Table, partition, UsageRows.Records, cancellationToken))
        {
            if (!gone.Contains(row.Row) && RecordCodec.IsRecord(row.Value.Span))
            {
                var kept = RecordCodec.Read(row.Row, row.Value.Span, string.Empty, string.Empty);
                foreach (var measure in kept.Measures.Where(static measure => measure.Text is not null))
                {
                    orphans.Remove(UsageRows.Unique(SeriesOf(kept, measure), measure.Text!));
                }
            }
        }

        return orphans;
    }

    private async Task<bool> TryRemoveAsync(string partition, UsageRecord record, bool leaveMark, HashSet<string> orphans, CancellationToken cancellationToken)
    {
        var fenceRow = await store.GetAsync(UsageRows.Table, partition, UsageRows.Fence, cancellationToken);
        var row = await store.GetAsync(UsageRows.Table, partition, RowOf(record), cancellationToken);
        if (row is null || fenceRow is null || !RecordCodec.IsRecord(row.Value.Span))
        {
            return true;
        }

        var fence = fenceRow.Read<Fence>();
        var element = Hash128.Element(UsageRows.IdentityOf(row.Row), RecordCodec.Content(row.Value.Span));
        var batch = new TableBatch(UsageRows.Table, partition)
            .Update(UsageRows.Fence, FabricJson.Bytes(fence.With(fence.Count - 1, fence.Set - element)), fenceRow.Version);
        _ = leaveMark ? batch.Update(row.Row, RecordCodec.Withdraw(row.Value.Span), row.Version) : batch.Delete(row.Row, row.Version);
        await AddRollupsAsync(batch, partition, record, cancellationToken);
        await AddOwnRowsAsync(batch, partition, record, orphans, cancellationToken);
        return (await store.CommitAsync(batch, cancellationToken)).IsCommitted;
    }

    // Minimum, maximum and latest cannot be subtracted: the hour is summed up again from the records that stay.
    private async Task AddRollupsAsync(TableBatch batch, string partition, UsageRecord record, CancellationToken cancellationToken)
    {
        var hour = UsageRows.HourOf(record.Time.ToUnixTimeMilliseconds());
        var rollups = new Dictionary<string, Rollup>(StringComparer.Ordinal);
        foreach (var row in await store.GetManyAsync(
            UsageRows.Table, partition, [.. record.Measures.Select(measure => UsageRows.Rollup(SeriesOf(record, measure), hour)).Distinct()], cancellationToken))
        {
            var stored = row.Read<RollupRow>();
            rollups.Add(row.Row, Rollup.New(new MeterSeries(stored.SubscriptionId, stored.Meter, stored.Aggregation, stored.Group, stored.LateFrom), hour));
        }

        await foreach (var row in store.ScanAsync(UsageRows.Table, partition, UsageRows.RecordsOfHour(hour), cancellationToken))
        {
            if (row.Row == RowOf(record) || !RecordCodec.IsRecord(row.Value.Span))
            {
                continue;
            }

            var other = RecordCodec.Read(row.Row, row.Value.Span, string.Empty, string.Empty);
            var element = Hash128.Element(UsageRows.IdentityOf(row.Row), RecordCodec.Content(row.Value.Span));
            foreach (var measure in other.Measures)
            {
                if (rollups.TryGetValue(UsageRows.Rollup(SeriesOf(other, measure), hour), out var rollup))
                {
                    rollup.Add(measure.Quantity, UsageRows.TimeOf(row.Row), Encoding.UTF8.GetBytes(other.Id), element);
                }
            }
        }

        foreach (var (name, rollup) in rollups)
        {
            _ = rollup.Count == 0 ? batch.Delete(name, RowVersion.Any) : batch.Upsert(name, rollup.Write());
        }
    }

    private async Task AddOwnRowsAsync(TableBatch batch, string partition, UsageRecord record, HashSet<string> orphans, CancellationToken cancellationToken)
    {
        var identity = UsageRows.IdentityOf(RowOf(record));
        var names = record.Measures
            .Select(measure => measure.Text is null
                ? UsageRows.Sample(SeriesOf(record, measure), record.Time.ToUnixTimeMilliseconds(), identity)
                : UsageRows.Unique(SeriesOf(record, measure), measure.Text))
            .Where(name => name[0] == 'g' || orphans.Contains(name))
            .Distinct()
            .ToList();
        foreach (var row in await store.GetManyAsync(UsageRows.Table, partition, names, cancellationToken))
        {
            batch.Delete(row.Row, row.Version);
        }
    }

    // The aggregation takes no part in a series' id.
    private static MeterSeries SeriesOf(UsageRecord record, UsageMeasure measure) =>
        new(measure.SubscriptionId, measure.Meter, MeterAggregation.Sum, measure.Group, record.LateFrom);

    private static string RowOf(UsageRecord record) => UsageRows.Record(
        record.Time.ToUnixTimeMilliseconds(), EventHashes.IdentityOf(Encoding.UTF8.GetBytes(record.Source), Encoding.UTF8.GetBytes(record.Id)));
}
