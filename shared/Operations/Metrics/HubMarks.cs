using RevenueFunctions.Ingest;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Operations;

/// <summary>
/// Remembers how far each hub partition was at each measurement. A hub tells when its newest event came and no more; with the marks the age of
/// the oldest one that ingest has not seen is known to within a measurement. Without them a partition that was quiet all night would look a
/// night behind at its first event.
/// </summary>
internal sealed class HubMarks(ITableStore store)
{
    private const string Table = "metrics";
    private const string Partition = "hubMarks";

    /// <summary>Marks kept of a partition: enough for an outage of days, because they thin out with their age.</summary>
    private const int MostMarks = 24;

    /// <summary>The marks of every partition, oldest first. One page read for a thousand partitions.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Mark>>> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = await store.ListAsync<Row>(Table, Partition, RowRange.All, cancellationToken);
        return rows.ToDictionary(row => row.Partition, row => row.Marks, StringComparer.Ordinal);
    }

    /// <summary>Notes how far the partitions are. One batch for a hundred partitions.</summary>
    public async Task NoteAsync(
        IReadOnlyList<(HubPartition Hub, long FirstNotSeen)> partitions, IReadOnlyDictionary<string, IReadOnlyList<Mark>> before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var chunk in partitions.Chunk(TableLimits.BatchChanges))
        {
            var batch = new TableBatch(Table, Partition);
            foreach (var (hub, firstNotSeen) in chunk)
            {
                // Upsert: of two measurements at once either one's marks are true, and what the other one saw is not missed.
                var marks = Next(before.GetValueOrDefault(hub.Id, []), hub.LastEnqueuedSequence, firstNotSeen, now);
                batch.Upsert(TableKey.Escape(hub.Id), FabricJson.Bytes(new Row(hub.Id, marks)));
            }

            await store.CommitAsync(batch, cancellationToken);
        }
    }

    /// <summary>
    /// At most this old is the oldest event of a partition that was not seen; nothing when all were. It is no older than the newest one that was seen
    /// (<paramref name="newestSeenAt"/>): marks alone would age a fresh event by as long as nobody measured.
    /// </summary>
    public static TimeSpan LagOf(HubPartition hub, long firstNotSeen, DateTimeOffset? newestSeenAt, IReadOnlyList<Mark> marks, DateTimeOffset now)
    {
        if (firstNotSeen > hub.LastEnqueuedSequence)
        {
            return TimeSpan.Zero;
        }

        // It came after the last mark that it is not under. Without such a mark it was there at the first measurement already.
        var newest = hub.LastEnqueuedTime ?? now;
        var before = marks.LastOrDefault(mark => mark.Sequence < firstNotSeen) ?? (marks.Count > 0 ? marks[0] : null);
        var after = before?.At > newestSeenAt || newestSeenAt is null ? before?.At : newestSeenAt;
        var since = after is { } at && at < newest && before is not null ? at : newest;
        return now > since ? now - since : TimeSpan.Zero;
    }

    internal static IReadOnlyList<Mark> Next(IReadOnlyList<Mark> marks, long lastEnqueued, long firstNotSeen, DateTimeOffset now)
    {
        // A hub that was made anew counts from zero again: what is ahead of it belongs to the old one. Of equal marks the later one says more.
        var kept = marks.Where(mark => mark.Sequence < lastEnqueued).Append(new Mark(lastEnqueued, now)).ToList();
        var needed = kept.FindLastIndex(mark => mark.Sequence < firstNotSeen);
        kept.RemoveRange(0, Math.Max(0, needed));
        return kept.Count <= MostMarks ? kept : [kept[0], .. kept.Where((_, at) => at % 2 == 0 && at > 0 && at < kept.Count - 1), kept[^1]];
    }

    /// <summary>At that time this was the last event of the partition.</summary>
    internal sealed record Mark(long Sequence, DateTimeOffset At);

    private sealed record Row(string Partition, IReadOnlyList<Mark> Marks);
}
