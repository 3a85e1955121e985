using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Azure.Messaging.EventHubs;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Admission;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>
/// One partition of a hub. Sequence numbers have no gap, also when the store fails in between: the conservation proof counts on it. So
/// one append is under way at a time, and what arrives meanwhile goes into the next one together.
/// </summary>
internal sealed class HubPartitionLog
{
    /// <summary>The table of the log. A row's key is its last sequence number: the row that holds N is the first one at or after N.</summary>
    public const string Table = "hublog";

    private const int RowsPerRead = 64;

    /// <summary>Bytes after which what waits goes into another append, so that one transaction stays small.</summary>
    private const int GroupBytes = 8 * 1024 * 1024;

    private readonly ILocalStore store;
    private readonly TimeProvider clock;
    private readonly int cacheBytes;
    private readonly Action appended;
    private readonly Lock gate = new();
    private readonly LinkedList<HubRow> cache = new();
    private readonly string key;
    private readonly Queue<PendingAppend> waiting = new();
    private long cachedBytes;
    private long nextSequence;
    private long nextOffset;
    private long beginSequence;
    private DateTimeOffset? lastEnqueuedTime;
    private bool appending;

    public HubPartitionLog(ILocalStore store, TimeProvider clock, string hub, int id, int cacheBytes, FairShare backlog, Action appended)
    {
        Backlog = new PartitionBacklog(backlog);
        (this.store, this.clock, this.cacheBytes, this.appended) = (store, clock, cacheBytes, appended);
        Id = id.ToString(CultureInfo.InvariantCulture);
        key = $"{TableKey.Escape(hub)}:{Id}";
    }

    public string Id { get; }

    /// <summary>What its consumers have not passed.</summary>
    public PartitionBacklog Backlog { get; }

    /// <summary>The sequence number the next event will get; everything before it is durable.</summary>
    public long NextSequence
    {
        get
        {
            lock (gate)
            {
                return nextSequence;
            }
        }
    }

    public HubPartition Describe()
    {
        lock (gate)
        {
            return new HubPartition(Id, beginSequence, nextSequence - 1, lastEnqueuedTime);
        }
    }

    /// <summary>Finds the end of the log. The port has no reverse scan, so it is found by halving the range that can hold the last key.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        if (await FirstRowAsync(0, cancellationToken) is not { } first)
        {
            return;
        }

        var last = first;
        for (var beyond = 999_999_999_999_999L; last.LastSequence + 1 < beyond;)
        {
            var middle = last.LastSequence + 1 + ((beyond - last.LastSequence - 1) / 2);
            if (await FirstRowAsync(middle, cancellationToken) is { } later)
            {
                last = later;
            }
            else
            {
                beyond = middle;
            }
        }

        lock (gate)
        {
            (beginSequence, nextSequence, nextOffset, lastEnqueuedTime) = (first.FirstSequence, last.LastSequence + 1, last.EndOffset, last.EnqueuedTime);
        }
    }

    /// <summary>Counts what the consumers had not passed when the process began.</summary>
    public async Task RecoverBacklogAsync(long passed, CancellationToken cancellationToken)
    {
        if (passed < NextSequence && await FirstRowAsync(passed, cancellationToken) is { } first)
        {
            Backlog.Recovered(Math.Max(passed, first.FirstSequence), nextSequence, nextOffset - first.Offset);
        }
    }

    /// <summary>Appends an encoded row; completes with its first sequence number when it is durable. From then on the charge is the backlog's.</summary>
    public Task<long> AppendAsync(Memory<byte> row, int count, HubCharge charge)
    {
        var append = new PendingAppend(row, count, charge);
        lock (gate)
        {
            waiting.Enqueue(append);
            if (appending)
            {
                return append.Task;
            }

            appending = true;
        }

        // Whoever finds no append under way carries this one and what joins meanwhile; the others only wait.
        _ = AppendWaitingAsync();
        return append.Task;
    }

    /// <summary>Up to <paramref name="most"/> events from a sequence number on, or fewer; retention may have taken the first ones.</summary>
    public async Task<List<EventData>> ReadAsync(long fromSequence, int most, CancellationToken cancellationToken)
    {
        var events = new List<EventData>();
        long end;
        lock (gate)
        {
            end = nextSequence;
            if (cache.First is { } oldest && oldest.Value.FirstSequence <= fromSequence)
            {
                ReadCache(events, fromSequence, most);
                return events;
            }
        }

        // Rows at or beyond the end are on their way in and not acknowledged yet.
        var range = new RowRange(TableKey.Number(fromSequence), TableKey.Number(end));
        var page = await store.QueryAsync(Table, key, range, Math.Min(most, RowsPerRead), null, cancellationToken);
        foreach (var row in page.Rows)
        {
            new HubRow(row.Value).ReadInto(events, fromSequence, most);
        }

        return events;
    }

    /// <summary>Removes up to 100 rows that are older than the time and that every consumer has passed; true when more may follow.</summary>
    /// <remarks>The newest row always stays: it is the memory of the sequence numbers.</remarks>
    public async Task<bool> TrimAsync(DateTimeOffset olderThan, long passed, CancellationToken cancellationToken)
    {
        var before = Math.Min(NextSequence - 1, passed);
        if (before <= 0)
        {
            return false;
        }

        var page = await store.QueryAsync(Table, key, new RowRange(null, TableKey.Number(before)), TableLimits.BatchChanges, null, cancellationToken);
        var old = page.Rows.TakeWhile(row => new HubRow(row.Value).EnqueuedTime < olderThan).ToList();
        if (old.Count == 0)
        {
            return false;
        }

        var batch = new TableBatch(Table, key);
        foreach (var row in old)
        {
            batch.Delete(row.Row, RowVersion.Any);
        }

        await store.CommitAllAsync([batch], cancellationToken);
        lock (gate)
        {
            beginSequence = new HubRow(old[^1].Value).LastSequence + 1;
            while (cache.First is { } first && first.Value.FirstSequence < beginSequence)
            {
                cachedBytes -= first.Value.Length;
                cache.RemoveFirst();
            }
        }

        return old.Count == page.Rows.Count && page.Continuation is not null;
    }

    private async Task<HubRow?> FirstRowAsync(long atOrAfter, CancellationToken cancellationToken)
    {
        var page = await store.QueryAsync(Table, key, new RowRange(TableKey.Number(atOrAfter), null), 1, null, cancellationToken);
        return page.Rows.Count == 0 ? null : new HubRow(page.Rows[0].Value);
    }

    private async Task AppendWaitingAsync()
    {
        while (true)
        {
            var group = new List<PendingAppend>();
            lock (gate)
            {
                for (var bytes = 0; bytes < GroupBytes && waiting.TryDequeue(out var append); bytes += append.Row.Length)
                {
                    group.Add(append);
                }

                if (group.Count == 0)
                {
                    appending = false;
                    return;
                }
            }

            await AppendGroupAsync(group);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Nobody awaits the carrier of a group: whatever goes wrong must reach the callers, or they would wait for ever.")]
    private async Task AppendGroupAsync(List<PendingAppend> group)
    {
        var (sequence, offset, now) = (nextSequence, nextOffset, clock.GetUtcNow());
        var batch = new TableBatch(Table, key);
        foreach (var append in group)
        {
            append.FirstSequence = sequence;
            HubRow.Place(append.Row.Span, sequence, offset, now);
            sequence += append.Count;
            offset += append.Row.Length;
            batch.Insert(TableKey.Number(sequence - 1), append.Row);
        }

        try
        {
            var result = await store.CommitAllAsync([batch]);
            if (!result.IsCommitted)
            {
                throw new InvalidOperationException($"Partition {key} already holds sequence number {group[result.Result.FailedIndex].FirstSequence}: another process writes this log.");
            }
        }
        catch (Exception exception)
        {
            foreach (var append in group)
            {
                append.Fail(exception);
            }

            return;
        }

        lock (gate)
        {
            (nextSequence, nextOffset, lastEnqueuedTime) = (sequence, offset, now);
            foreach (var append in group)
            {
                Remember(new HubRow(append.Row));
                Backlog.Appended(append.FirstSequence + append.Count - 1, append.Charge);
            }
        }

        // Before the senders go on: whoever has its answer may count on the consumers having been called.
        appended();
        foreach (var append in group)
        {
            append.Complete();
        }
    }

    private void Remember(HubRow row)
    {
        cache.AddLast(row);
        cachedBytes += row.Length;
        while (cachedBytes > cacheBytes && cache.Count > 1)
        {
            cachedBytes -= cache.First!.Value.Length;
            cache.RemoveFirst();
        }
    }

    private void ReadCache(List<EventData> events, long fromSequence, int most)
    {
        foreach (var row in cache)
        {
            if (events.Count == most)
            {
                return;
            }

            if (row.LastSequence >= fromSequence)
            {
                row.ReadInto(events, fromSequence, most);
            }
        }
    }

    private sealed class PendingAppend(Memory<byte> row, int count, HubCharge charge)
    {
        private readonly TaskCompletionSource<long> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Memory<byte> Row { get; } = row;

        public int Count { get; } = count;

        public HubCharge Charge { get; } = charge;

        public long FirstSequence { get; set; }

        public Task<long> Task => completion.Task;

        public void Complete() => completion.SetResult(FirstSequence);

        public void Fail(Exception exception) => completion.SetException(exception);
    }
}
