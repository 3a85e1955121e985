using System.Globalization;
using System.Runtime.CompilerServices;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Storage;

/// <summary>
/// The storage port in memory, for the simulation and for tests: the same limits, conflicts and order as the durable stores.
/// Versions are counted, so the same run gives the same versions. As in Tables, each row of a batch has its own: whoever takes the version that a
/// commit answered for another row's is caught here. Thread safe.
/// </summary>
public sealed class MemoryStore : ILocalStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, SortedDictionary<string, SortedRows>> tables = new(StringComparer.Ordinal);
    private long versions;

    /// <summary>The tables that hold or held rows, in order.</summary>
    public IReadOnlyList<string> Tables
    {
        get
        {
            lock (gate)
            {
                return [.. tables.Keys.Order(StringComparer.Ordinal)];
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            return ValueTask.FromResult(Find(table, partition)?.Find(row));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TableRow>> GetManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            var stored = Find(table, partition);
            IReadOnlyList<TableRow> found = stored is null
                ? []
                : [.. rows.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(row => stored.Find(row)).OfType<TableRow>()];
            return ValueTask.FromResult(found);
        }
    }

    /// <inheritdoc/>
    public ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, TableLimits.PageRows);
        lock (gate)
        {
            if (Find(table, partition) is not { } stored)
            {
                return ValueTask.FromResult(new TablePage([], null));
            }

            // The continuation is the key to go on from, so a page stays right when rows come and go between two calls.
            var rows = new List<TableRow>();
            long bytes = 0;
            foreach (var row in stored.From(range.Start(continuation)))
            {
                if (range.Before is not null && string.CompareOrdinal(row.Row, range.Before) >= 0)
                {
                    break;
                }

                if (rows.Count == limit || bytes >= TableLimits.PageBytes)
                {
                    return ValueTask.FromResult(new TablePage(rows, row.Row));
                }

                bytes += row.Value.Length;
                rows.Add(row);
            }

            return ValueTask.FromResult(new TablePage(rows, null));
        }
    }

    /// <inheritdoc/>
    public ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default)
    {
        TableLimits.Check(batch);
        lock (gate)
        {
            return ValueTask.FromResult(Commit([batch], isOneVersion: false).Result);
        }
    }

    /// <inheritdoc/>
    public ValueTask<LocalCommitResult> CommitAllAsync(IReadOnlyList<TableBatch> batches, CancellationToken cancellationToken = default)
    {
        LocalLimits.Check(batches);
        lock (gate)
        {
            return ValueTask.FromResult(Commit(batches, isOneVersion: true));
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TableRow> ScanTableAsync(string table, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<TableRow> rows;
        lock (gate)
        {
            rows = tables.TryGetValue(table, out var partitions) ? [.. partitions.Values.SelectMany(partition => partition.From(null))] : [];
        }

        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }

        await Task.CompletedTask;
    }

    private LocalCommitResult Commit(IReadOnlyList<TableBatch> batches, bool isOneVersion)
    {
        for (var batch = 0; batch < batches.Count; batch++)
        {
            var stored = Find(batches[batch].Table, batches[batch].Partition);
            for (var index = 0; index < batches[batch].Changes.Count; index++)
            {
                var conflict = ConflictOf(batches[batch].Changes[index], stored);
                if (conflict != CommitConflict.None)
                {
                    return new LocalCommitResult(CommitResult.Failed(conflict, index), batch);
                }
            }
        }

        var first = versions + 1;
        versions = first;
        foreach (var batch in batches)
        {
            Apply(batch, isOneVersion);
        }

        return new LocalCommitResult(CommitResult.Committed(Version(first)), -1);
    }

    private static CommitConflict ConflictOf(TableChange change, SortedRows? stored)
    {
        var current = stored?.Find(change.Row);
        return change.Kind switch
        {
            TableChangeKind.Insert => current is null ? CommitConflict.None : CommitConflict.AlreadyExists,
            TableChangeKind.Upsert => CommitConflict.None,
            _ when current is null => CommitConflict.NotFound,
            _ => change.IfMatch == RowVersion.Any || change.IfMatch == current.Version ? CommitConflict.None : CommitConflict.VersionMismatch,
        };
    }

    private void Apply(TableBatch batch, bool isOneVersion)
    {
        if (!tables.TryGetValue(batch.Table, out var partitions))
        {
            tables[batch.Table] = partitions = new(StringComparer.Ordinal);
        }

        if (!partitions.TryGetValue(batch.Partition, out var stored))
        {
            partitions[batch.Partition] = stored = new SortedRows();
        }

        for (var at = 0; at < batch.Changes.Count; at++)
        {
            var change = batch.Changes[at];
            versions += at > 0 && !isOneVersion ? 1 : 0;
            if (change.Kind == TableChangeKind.Delete)
            {
                stored.Remove(change.Row);
            }
            else
            {
                stored.Set(new TableRow(batch.Partition, change.Row, change.Value.ToArray(), Version(versions)));
            }
        }
    }

    private static RowVersion Version(long number) => new(number.ToString(CultureInfo.InvariantCulture));

    private SortedRows? Find(string table, string partition) =>
        tables.TryGetValue(table, out var partitions) ? partitions.GetValueOrDefault(partition) : null;
}
