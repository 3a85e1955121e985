using RevenueFunctions.Storage;

namespace RevenueFunctions.Operations;

/// <summary>
/// The audit log: one chain of entries, each naming the hash of the one before it. Entries that are to be written at the same moment are written in
/// one batch; writers on other machines are told apart by the version of the head.
/// </summary>
public sealed class AuditLog(ITableStore store, TimeProvider clock) : IDisposable
{
    /// <summary>Pages read for one answer.</summary>
    private const int PagesRead = 10;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim turn = new(1);
    private Group? open;
    private (AuditHead Head, RowVersion Version)? known;

    /// <summary>Adds an entry; it is durable when the task completes. Not under the caller's token: an entry is not to be given up half way.</summary>
    /// <exception cref="AuditLogDamagedException">The log does not fit together.</exception>
    public async Task<AuditEntry> AppendAsync(AuditFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var (group, place) = Join(fact);
        await turn.WaitAsync();
        try
        {
            // The first of a group to get its turn writes for all of them; the others find it done.
            group.Written ??= WriteAsync(Close(group));
            return (await group.Written)[place];
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Where the log ends; null while it is empty.</summary>
    public async Task<AuditHead?> HeadAsync(CancellationToken cancellationToken = default) =>
        await store.ReadAsync<AuditHead>(AuditTable.Table, AuditTable.Partition, AuditTable.HeadRow, cancellationToken);

    /// <summary>The entries in their order.</summary>
    public IAsyncEnumerable<AuditEntry> EntriesAsync(CancellationToken cancellationToken = default) =>
        store.ScanAsync(AuditTable.Table, AuditTable.Partition, AuditTable.Entries, cancellationToken).Select(row => row.Read<AuditEntry>());

    /// <summary>
    /// A page of the entries that pass a filter, newest or oldest first. It may be shorter than asked for and yet not the last: a rare subject must not
    /// make one request read the whole log.
    /// </summary>
    /// <param name="filter">Which.</param>
    /// <param name="newestFirst">In which order.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="after">The last entry of the page before; null for the first page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(List<AuditEntry> Entries, long? Next)> ListAsync(
        AuditFilter filter, bool newestFirst, int limit, long? after, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var end = (await HeadAsync(cancellationToken))?.Sequence ?? 0;
        var at = newestFirst ? Math.Min(end, (after ?? end + 1) - 1) : (after ?? 0) + 1;
        var found = new List<AuditEntry>();
        for (var page = 0; page < PagesRead && at >= 1 && at <= end; page++)
        {
            var (first, last) = newestFirst ? (Math.Max(1, at - TableLimits.PageRows + 1), at) : (at, Math.Min(end, at + TableLimits.PageRows - 1));
            var rows = await store.QueryAsync(AuditTable.Table, AuditTable.Partition, AuditTable.Between(first, last), cancellationToken: cancellationToken);
            var read = rows.Rows.Select(row => row.Read<AuditEntry>());
            foreach (var entry in newestFirst ? read.Reverse() : read)
            {
                if (filter.Takes(entry))
                {
                    found.Add(entry);
                }

                if (found.Count == limit)
                {
                    return (found, newestFirst ? entry.Sequence > 1 ? entry.Sequence : null : entry.Sequence < end ? entry.Sequence : null);
                }
            }

            at = newestFirst ? first - 1 : last + 1;
        }

        return (found, at < 1 || at > end ? null : newestFirst ? at + 1 : at - 1);
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private (Group Group, int Place) Join(AuditFact fact)
    {
        lock (gate)
        {
            var group = open is { } one && one.Facts.Count < AuditTable.MostEntries ? one : open = new Group();
            group.Facts.Add(fact);
            return (group, group.Facts.Count - 1);
        }
    }

    private List<AuditFact> Close(Group group)
    {
        lock (gate)
        {
            open = open == group ? null : open;
            return group.Facts;
        }
    }

    private async Task<List<AuditEntry>> WriteAsync(List<AuditFact> facts)
    {
        for (var last = known; ; last = await ReadAsync())
        {
            // Forgotten until the commit is known to have happened: after an outage nobody knows where the log ends.
            known = null;
            var at = clock.GetUtcNow();
            var head = last?.Head;
            var entries = new List<AuditEntry>(facts.Count);
            foreach (var fact in facts)
            {
                entries.Add(AuditEntry.After(head, fact, at));
                head = entries[^1].ToHead();
            }

            var result = await store.CommitAsync(Batch(head!, last?.Version, entries));
            if (result.IsCommitted)
            {
                known = (head!, result.Version);
                return entries;
            }

            // The store's client sends a write again whose answer was lost, and that conflicts with itself: the chain's hash tells the entry is ours.
            if (await store.ReadAsync<AuditEntry>(AuditTable.Table, AuditTable.Partition, AuditTable.Row(entries[0].Sequence)) is { } stored && stored.Hash == entries[0].Hash)
            {
                return entries;
            }

            // An entry behind an end that is still the end: damage. Behind one that another instance moved since, it is that one's own.
            if (result.FailedIndex > 0 && (await ReadAsync())?.Version == last?.Version)
            {
                throw new AuditLogDamagedException($"there is an entry {entries[result.FailedIndex - 1].Sequence} behind its end.");
            }
        }
    }

    private static TableBatch Batch(AuditHead head, RowVersion? version, List<AuditEntry> entries)
    {
        // The head comes first, because the first conflict is the one that is named: at the head it is another writer, at an entry damage.
        var batch = new TableBatch(AuditTable.Table, AuditTable.Partition);
        var value = FabricJson.Bytes(head);
        _ = version is { } expected ? batch.Update(AuditTable.HeadRow, value, expected) : batch.Insert(AuditTable.HeadRow, value);
        foreach (var entry in entries)
        {
            batch.Insert(AuditTable.Row(entry.Sequence), FabricJson.Bytes(entry));
        }

        return batch;
    }

    private async Task<(AuditHead Head, RowVersion Version)?> ReadAsync() =>
        await store.GetAsync(AuditTable.Table, AuditTable.Partition, AuditTable.HeadRow) is { } row ? (row.Read<AuditHead>(), row.Version) : null;

    /// <summary>Entries that are written together.</summary>
    private sealed class Group
    {
        public List<AuditFact> Facts { get; } = [];

        public Task<List<AuditEntry>>? Written { get; set; }
    }
}
