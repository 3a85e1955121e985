using RevenueFunctions.Exceptions;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>Keeps quarantined events whole, grouped by cause, each once however often it is delivered.</summary>
internal sealed class QuarantineStore(ITableStore store, ExceptionStore exceptions, TimeProvider clock)
{
    /// <summary>An event on its way into the quarantine.</summary>
    internal sealed record Arrival(QuarantineHeader Header, string? Cause, ReadOnlyMemory<byte> Raw);

    /// <summary>Keeps the events and raises the group's exception. Repeating it changes nothing.</summary>
    public async Task AddAsync(QuarantineReason reason, string? cause, IReadOnlyList<Arrival> arrivals, CancellationToken cancellationToken)
    {
        var id = QuarantineRows.GroupOf(reason, cause);
        var now = clock.GetUtcNow();
        var group = new QuarantineGroup(id, QuarantineReasons.Code(reason), QuarantineReasons.Remedy(reason), 0, QuarantineGroupState.Open, now, now, cause);

        // Listed first: an event whose group no list shows would be out of sight for ever after a crash in between.
        await store.TryInsertAsync(QuarantineRows.Table, QuarantineRows.Groups, TableKey.Escape(id), group, cancellationToken);
        var waiting = arrivals.ToDictionary(arrival => RowOf(arrival.Header), StringComparer.Ordinal);
        foreach (var (row, arrival) in waiting)
        {
            await AddPartsAsync(id, row, arrival.Raw, cancellationToken);
        }

        while (waiting.Count > 0)
        {
            await AddPageAsync(group, waiting, cancellationToken);
        }

        await RaiseAsync(group, cancellationToken);
    }

    public async Task<(QuarantineGroup? Group, RowVersion? Version)> SummaryAsync(string id, CancellationToken cancellationToken)
    {
        var row = await store.GetAsync(QuarantineRows.Table, QuarantineRows.PartitionOf(id), QuarantineRows.Summary, cancellationToken);
        return (row?.Read<QuarantineGroup>(), row?.Version);
    }

    /// <summary>Takes events out of their group and counts it down, atomically for each page; rows already gone are passed over.</summary>
    public async Task RemoveAsync(string id, IReadOnlyCollection<string> rows, CancellationToken cancellationToken)
    {
        var partition = QuarantineRows.PartitionOf(id);
        foreach (var page in rows.Chunk(TableLimits.BatchChanges / 2))
        {
            for (var isDone = false; !isDone;)
            {
                var (group, version) = await SummaryAsync(id, cancellationToken);
                var found = await store.GetManyAsync(QuarantineRows.Table, partition, page, cancellationToken);
                isDone = group is null || version is null || found.Count == 0
                    || await RemovePageAsync(partition, group, version.Value, found, cancellationToken);
            }
        }

        await CloseIfEmptyAsync(id, cancellationToken);
    }

    /// <summary>The whole raw bytes of a stored event.</summary>
    public async Task<ReadOnlyMemory<byte>> RawAsync(string id, string row, QuarantineHeader header, ReadOnlyMemory<byte> first, CancellationToken cancellationToken)
    {
        if (header.MoreParts == 0)
        {
            return first;
        }

        var names = Enumerable.Range(1, header.MoreParts).Select(part => QuarantineRows.More(row, part)).ToList();
        var parts = await store.GetManyAsync(QuarantineRows.Table, QuarantineRows.PartitionOf(id), names, cancellationToken);
        return parts.Aggregate(first.ToArray(), (whole, part) => [.. whole, .. part.Value.Span]);
    }

    private static string RowOf(QuarantineHeader header) => QuarantineRows.Event(header.HubPartition, header.SequenceNumber, header.Index);

    private async Task AddPartsAsync(string id, string row, ReadOnlyMemory<byte> raw, CancellationToken cancellationToken)
    {
        for (var part = 1; part * QuarantineRows.RawBytes < raw.Length; part++)
        {
            // Upsert, before the row that names it: the bytes of an event do not change, so a repeat writes the same.
            var rest = raw[(part * QuarantineRows.RawBytes)..];
            await store.CommitAsync(
                new TableBatch(QuarantineRows.Table, QuarantineRows.PartitionOf(id))
                    .Upsert(QuarantineRows.More(row, part), rest[..Math.Min(rest.Length, QuarantineRows.RawBytes)]),
                cancellationToken);
        }
    }

    private async Task AddPageAsync(QuarantineGroup group, Dictionary<string, Arrival> waiting, CancellationToken cancellationToken)
    {
        var partition = QuarantineRows.PartitionOf(group.Id);
        var (stored, version) = await SummaryAsync(group.Id, cancellationToken);
        var page = new List<(string Row, byte[] Value)>();
        var bytes = 0;
        foreach (var (row, arrival) in waiting)
        {
            var value = QuarantineRows.Write(arrival.Header, arrival.Raw.Span[..Math.Min(arrival.Raw.Length, QuarantineRows.RawBytes)]);
            bytes += value.Length + 512;
            if (page.Count > 0 && (page.Count + 1 >= TableLimits.BatchChanges || bytes > TableLimits.BatchValueBytes))
            {
                break;
            }

            page.Add((row, value));
        }

        var summary = (stored ?? group) with { Count = (stored?.Count ?? 0) + page.Count, State = QuarantineGroupState.Open, LastAt = clock.GetUtcNow() };
        var batch = new TableBatch(QuarantineRows.Table, partition);
        _ = version is { } current
            ? batch.Update(QuarantineRows.Summary, FabricJson.Bytes(summary), current)
            : batch.Insert(QuarantineRows.Summary, FabricJson.Bytes(summary));
        page.ForEach(row => batch.Insert(row.Row, row.Value));
        var result = await store.CommitAsync(batch, cancellationToken);
        if (result.IsCommitted)
        {
            page.ForEach(row => waiting.Remove(row.Row));
        }
        else if (result.FailedIndex > 0)
        {
            // Delivered again: what is there already is counted already.
            foreach (var row in await store.GetManyAsync(QuarantineRows.Table, partition, [.. page.Select(row => row.Row)], cancellationToken))
            {
                waiting.Remove(row.Row);
            }
        }
    }

    private async Task<bool> RemovePageAsync(string partition, QuarantineGroup group, RowVersion version, IReadOnlyList<TableRow> found, CancellationToken cancellationToken)
    {
        var batch = new TableBatch(QuarantineRows.Table, partition);
        batch.Update(QuarantineRows.Summary, FabricJson.Bytes(group with { Count = group.Count - found.Count }), version);
        var parts = new List<string>();
        foreach (var row in found)
        {
            batch.Delete(row.Row, row.Version);
            var header = QuarantineRows.Read(row.Value, out _);
            parts.AddRange(Enumerable.Range(1, header.MoreParts).Select(part => QuarantineRows.More(row.Row, part)));
        }

        var result = await store.CommitAsync(batch, cancellationToken);
        if (!result.IsCommitted)
        {
            return false;
        }

        foreach (var part in parts)
        {
            // Nobody looks for them any more; a crash before this leaves bytes behind, no event.
            await store.CommitAsync(new TableBatch(QuarantineRows.Table, partition).Delete(part, RowVersion.Any), cancellationToken);
        }

        return true;
    }

    private async Task CloseIfEmptyAsync(string id, CancellationToken cancellationToken)
    {
        var (group, version) = await SummaryAsync(id, cancellationToken);
        if (group is not { Count: 0 } || version is not { } current)
        {
            return;
        }

        if (group.State == QuarantineGroupState.Open)
        {
            var closed = group with { State = QuarantineGroupState.Closed };
            var result = await store.CommitAsync(
                new TableBatch(QuarantineRows.Table, QuarantineRows.PartitionOf(id)).Update(QuarantineRows.Summary, FabricJson.Bytes(closed), current), cancellationToken);
            if (!result.IsCommitted)
            {
                // Somebody added to it in between: it is not empty any more, or they close it.
                return;
            }
        }

        await exceptions.ResolveAsync(CaseOf(id), "All its events were replayed or discarded.", cancellationToken);

        // An event that came between closing the group and settling its case must not be left without a case.
        (group, _) = await SummaryAsync(id, cancellationToken);
        if (group is { State: QuarantineGroupState.Open })
        {
            await RaiseAsync(group, cancellationToken);
        }
    }

    internal static string CaseOf(string id) => $"quarantine:{id}";

    private Task RaiseAsync(QuarantineGroup group, CancellationToken cancellationToken)
    {
        var isConflict = group.Reason == QuarantineReasons.Code(QuarantineReason.ConflictingDuplicate);
        var title = group.Cause is null ? group.Reason : $"{group.Reason}: {group.Cause}";
        return exceptions.RaiseAsync(
            new ExceptionCase(
                CaseOf(group.Id),
                isConflict ? ExceptionKind.ConflictingDuplicate : ExceptionKind.Quarantine,
                group.Reason,
                title,
                group.Remedy,
                "revenue-operations",
                group.Id,
                ExceptionState.Open,
                clock.GetUtcNow()),
            cancellationToken);
    }
}
