using RevenueFunctions.Storage;

namespace RevenueFunctions.Posting;

/// <summary>
/// The rows of the lanes: one partition for each legal entity with a tail row (written by those who queue), a head row (written by
/// the worker and by operators), an entry row for each sequence and a key row for each posting key. Tail and head are two rows, so
/// that queueing and posting never wait for each other.
/// </summary>
internal sealed class LaneTable(ITableStore store)
{
    private const string Table = "lanes";
    private const string IndexTable = "laneIndex";
    private const string Index = "all";
    private const string HeadRow = "head";
    private const string TailRow = "tail";

    public async Task<LaneRows> ReadAsync(string legalEntityId, CancellationToken cancellationToken)
    {
        var rows = await store.GetManyAsync(Table, TableKey.Escape(legalEntityId), [HeadRow, TailRow], cancellationToken);
        var head = rows.FirstOrDefault(row => row.Row == HeadRow);
        var tail = rows.FirstOrDefault(row => row.Row == TailRow);
        return new LaneRows(
            legalEntityId, head?.Read<LaneHead>() ?? new LaneHead(), head?.Version, tail?.Read<LaneTail>() ?? new LaneTail(0), tail?.Version);
    }

    public async Task<LaneEntry?> EntryAsync(string legalEntityId, long sequence, CancellationToken cancellationToken) =>
        await store.ReadAsync<LaneEntry>(Table, TableKey.Escape(legalEntityId), EntryRow(sequence), cancellationToken);

    public async Task<(LaneKey Key, RowVersion Version)?> KeyAsync(string legalEntityId, string postingKey, CancellationToken cancellationToken)
    {
        var row = await store.GetAsync(Table, TableKey.Escape(legalEntityId), KeyRow(postingKey), cancellationToken);
        return row is null ? null : (row.Read<LaneKey>(), row.Version);
    }

    public async Task<(IReadOnlyList<LaneEntry> Entries, string? Next)> EntriesAsync(
        string legalEntityId, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var page = await store.QueryAsync(Table, TableKey.Escape(legalEntityId), RowRange.Prefix("entry:"), limit, continuation, cancellationToken);
        return ([.. page.Rows.Select(row => row.Read<LaneEntry>())], page.Continuation);
    }

    /// <summary>The entries from this sequence on.</summary>
    public async Task<IReadOnlyList<LaneEntry>> FromAsync(string legalEntityId, long sequence, int limit, CancellationToken cancellationToken)
    {
        var range = RowRange.Prefix("entry:") with { From = EntryRow(Math.Max(0, sequence)) };
        var page = await store.QueryAsync(Table, TableKey.Escape(legalEntityId), range, limit, null, cancellationToken);
        return [.. page.Rows.Select(row => row.Read<LaneEntry>())];
    }

    public Task<List<string>> LegalEntitiesAsync(CancellationToken cancellationToken) =>
        store.ListAsync<string>(IndexTable, Index, RowRange.All, cancellationToken);

    /// <summary>Makes the lane known before its first entry: a crash in between leaves an empty lane, never a hidden one.</summary>
    public async Task RegisterAsync(string legalEntityId, CancellationToken cancellationToken) =>
        await store.TryInsertAsync(IndexTable, Index, TableKey.Escape(legalEntityId), legalEntityId, cancellationToken);

    public async Task<CommitResult> AppendAsync(LaneRows lane, LaneEntry entry, RowVersion? keyVersion, CancellationToken cancellationToken)
    {
        var batch = new TableBatch(Table, TableKey.Escape(lane.LegalEntityId));
        Put(batch, TailRow, FabricJson.Bytes(new LaneTail(entry.Sequence)), lane.TailVersion);
        batch.Insert(EntryRow(entry.Sequence), FabricJson.Bytes(entry));
        Put(batch, KeyRow(entry.Entry.PostingKey), FabricJson.Bytes(new LaneKey(entry.Entry.PostingKey, entry.Sequence)), keyVersion);
        return await store.CommitAsync(batch, cancellationToken);
    }

    /// <summary>
    /// Writes the head and, with it or not at all, an entry; the version answered is the head's. The head must still be the one that was read:
    /// whoever lost the lane in between is refused here.
    /// </summary>
    public async Task<CommitResult> WriteAsync(LaneRows lane, LaneHead head, LaneEntry entry, CancellationToken cancellationToken)
    {
        var batch = new TableBatch(Table, TableKey.Escape(lane.LegalEntityId));
        Put(batch, HeadRow, FabricJson.Bytes(head), lane.HeadVersion);

        // Any version of the entry: once queued it is written nowhere but here, so the head's version, which every such write changes, guards it
        // too. Its own is not known after a write: Tables give each row of a batch another one.
        return await store.CommitAsync(batch.Update(EntryRow(entry.Sequence), FabricJson.Bytes(entry), RowVersion.Any), cancellationToken);
    }

    private static void Put(TableBatch batch, string row, byte[] value, RowVersion? version)
    {
        if (version is { } known)
        {
            batch.Update(row, value, known);
        }
        else
        {
            batch.Insert(row, value);
        }
    }

    private static string EntryRow(long sequence) => $"entry:{TableKey.Number(sequence)}";

    private static string KeyRow(string postingKey) => $"key:{TableKey.Escape(postingKey)}";
}

/// <summary>Head and tail of a lane as they were read, with their versions; a version is null when the row does not exist yet.</summary>
internal sealed record LaneRows(string LegalEntityId, LaneHead Head, RowVersion? HeadVersion, LaneTail Tail, RowVersion? TailVersion)
{
    public LaneStatus Status => new(
        LegalEntityId,
        Head.BlockedKey is not null ? LaneState.Blocked : Head.RetryAt is not null ? LaneState.BackingOff : LaneState.Open,
        Tail.Last,
        Head.Next,
        Head.Reason,
        Head.BlockedKey,
        Head.BlockedAt,
        Head.RetryAt,
        Head.Failures);
}

/// <summary>The worker's end of a lane.</summary>
internal sealed record LaneHead(
    long Next = 1, int Failures = 0, DateTimeOffset? RetryAt = null, string? Reason = null, string? BlockedKey = null, DateTimeOffset? BlockedAt = null);

/// <summary>The end of a lane at which entries are queued.</summary>
internal sealed record LaneTail(long Last);

/// <summary>Where the entry of a posting key stands.</summary>
internal sealed record LaneKey(string PostingKey, long Sequence);
