using RevenueFunctions.Catalog;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>Builds one atomic batch of a usage partition: as many items as fit beside the fence and the roll-ups they change.</summary>
internal sealed class UsageWrite
{
    private readonly Dictionary<(MeterSeries Series, long Hour), Rollup?> staged = [];
    private readonly Dictionary<string, (MeterSeries Series, long Hour)> missing = new(StringComparer.Ordinal);
    private readonly HashSet<string> uniques = new(StringComparer.Ordinal);
    private readonly HashSet<(MeterSeries Series, string Text)> counted = [];

    /// <summary>The fence as the batch writes it.</summary>
    public Fence? Fence { get; private set; }

    /// <summary>Roll-ups the batch changes that are not in memory, by row; any of them may not exist yet.</summary>
    public IReadOnlyDictionary<string, (MeterSeries Series, long Hour)> Missing => missing;

    /// <summary>How many items from <paramref name="first"/> on fit one batch: at least one.</summary>
    public int Measure(List<UsageItem> items, int first, Dictionary<(MeterSeries Series, long Hour), Rollup> known)
    {
        staged.Clear();
        missing.Clear();
        counted.Clear();
        var (changes, bytes, at) = (1, 0, first);
        for (; at < items.Count; at++)
        {
            var item = items[at];
            changes += 1 + NewRows(item);
            bytes += RecordCodec.MaxLength(string.Empty, item) + 2048;
            if (at > first && (changes > TableLimits.BatchChanges || bytes > TableLimits.BatchValueBytes))
            {
                break;
            }

            var hour = UsageRows.HourOf(item.TimeMs);
            for (var measure = 0; measure < item.MeasureCount; measure++)
            {
                Stage(item, item.Measures[measure], hour, known);
            }
        }

        return at - first;
    }

    public TableBatch Build(
        string partition, string hubPartition, List<UsageItem> items, Fence? fence, RowVersion? version, Dictionary<(MeterSeries Series, long Hour), Rollup> known, RecordSlab slab)
    {
        foreach (var key in missing.Values)
        {
            staged[key] = known.TryGetValue(key, out var loaded) ? loaded.Copy() : Rollup.New(key.Series, key.Hour);
        }

        // What is written off is no record: it has a row and a tally, and leaves the set that an invoice covers alone.
        var (count, set) = ((fence?.Count ?? 0) + items.Count(static item => !item.IsWrittenOff), fence?.Set ?? UInt128.Zero);
        foreach (var item in items)
        {
            set += Add(item);
        }

        Fence = (fence ?? Fence.New(0)).With(count, set);
        var batch = new TableBatch(UsageRows.Table, partition);
        _ = version is { } current ? batch.Update(UsageRows.Fence, FabricJson.Bytes(Fence), current) : batch.Insert(UsageRows.Fence, FabricJson.Bytes(Fence));

        // Upsert without a version: nobody changes a roll-up without changing the fence, whose version guards the whole batch.
        foreach (var rollup in staged.Values)
        {
            batch.Upsert(UsageRows.Rollup(rollup!.Series, rollup.Hour), rollup.Write());
        }

        uniques.Clear();
        foreach (var item in items)
        {
            AddRows(batch, hubPartition, item, slab);
        }

        return batch;
    }

    /// <summary>Keeps the roll-ups of a batch that was committed.</summary>
    public void Remember(Dictionary<(MeterSeries Series, long Hour), Rollup> known, int most)
    {
        if (known.Count + staged.Count > most)
        {
            known.Clear();
        }

        foreach (var (key, rollup) in staged)
        {
            known[key] = rollup!;
        }
    }

    private int NewRows(UsageItem item)
    {
        var (rows, hour) = (0, UsageRows.HourOf(item.TimeMs));
        for (var at = 0; at < item.MeasureCount; at++)
        {
            ref readonly var measure = ref item.Measures[at];
            var series = measure.Series.For(item);
            rows += staged.ContainsKey((series, hour)) ? 0 : 1;
            rows += measure.Series.Aggregation switch
            {
                _ when item.IsWrittenOff => 0,
                MeterAggregation.TimeWeighted => 1,
                MeterAggregation.Unique => counted.Contains((series, measure.Text!)) ? 0 : 1,
                _ => 0,
            };
        }

        return rows;
    }

    private void Stage(UsageItem item, in Measure measure, long hour, Dictionary<(MeterSeries Series, long Hour), Rollup> known)
    {
        var series = measure.Series.For(item);
        if (series.Aggregation == MeterAggregation.Unique)
        {
            counted.Add((series, measure.Text!));
        }

        if (staged.ContainsKey((series, hour)))
        {
            return;
        }

        if (known.TryGetValue((series, hour), out var rollup))
        {
            // A copy: when the batch fails, what is remembered must still be what the store holds.
            staged.Add((series, hour), rollup.Copy());
        }
        else
        {
            staged.Add((series, hour), null);
            missing.Add(UsageRows.Rollup(series, hour), (series, hour));
        }
    }

    private UInt128 Add(UsageItem item)
    {
        var element = Hash128.Element(item.Identity, item.Content);
        var hour = UsageRows.HourOf(item.TimeMs);
        for (var at = 0; at < item.MeasureCount; at++)
        {
            ref readonly var measure = ref item.Measures[at];
            staged[(measure.Series.For(item), hour)]!.Add(measure.Quantity, item.TimeMs, item.Id, element);
        }

        return item.IsWrittenOff ? UInt128.Zero : element;
    }

    private void AddRows(TableBatch batch, string hubPartition, UsageItem item, RecordSlab slab)
    {
        var value = slab.Take(RecordCodec.MaxLength(hubPartition, item));
        var length = RecordCodec.Write(value.Span, hubPartition, item);
        slab.Keep(length);
        batch.Insert(UsageRows.Record(item.TimeMs, item.Identity), value[..length]);
        for (var at = 0; at < item.MeasureCount && !item.IsWrittenOff; at++)
        {
            ref readonly var measure = ref item.Measures[at];
            var series = measure.Series.For(item);
            if (series.Aggregation == MeterAggregation.TimeWeighted)
            {
                // Upserts: the rows follow from the record, whose insert decides whether the batch is applied at all.
                batch.Upsert(UsageRows.Sample(series, item.TimeMs, item.Identity), GaugeSample.Write(measure.Quantity, item.Id.Span));
            }
            else if (series.Aggregation == MeterAggregation.Unique && UsageRows.Unique(series, measure.Text!) is var row && uniques.Add(row))
            {
                batch.Upsert(row, System.Text.Encoding.UTF8.GetBytes(measure.Text!));
            }
        }
    }
}
