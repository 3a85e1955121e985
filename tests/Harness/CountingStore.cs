using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Harness;

/// <summary>Counts what a piece of work asks of the store in the requests that Table storage would serve, table by table.</summary>
public sealed class CountingStore(ITableStore inner) : StoreInFront(inner)
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, TableOperations> byTable = new(StringComparer.Ordinal);

    /// <summary>What was counted since <see cref="Reset"/>, by table.</summary>
    public IReadOnlyDictionary<string, TableOperations> ByTable
    {
        get
        {
            lock (gate)
            {
                return new SortedDictionary<string, TableOperations>(byTable, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>All of it.</summary>
    public TableOperations Total => ByTable.Values.Aggregate(default(TableOperations), static (sum, one) => sum + one);

    /// <summary>Counts from here.</summary>
    public void Reset()
    {
        lock (gate)
        {
            byTable.Clear();
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default)
    {
        Add(table, new TableOperations(PointReads: 1));
        return await base.GetAsync(table, partition, row, cancellationToken);
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<TableRow>> GetManyAsync(
        string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Add(table, new TableOperations(PointReads: rows.Count));
        return await base.GetManyAsync(table, partition, rows, cancellationToken);
    }

    /// <inheritdoc/>
    public override async ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default)
    {
        var page = await base.QueryAsync(table, partition, range, limit, continuation, cancellationToken);
        Add(table, new TableOperations(QueryPages: 1, EntitiesRead: page.Rows.Count));
        return page;
    }

    /// <inheritdoc/>
    public override async ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var result = await base.CommitAsync(batch, cancellationToken);
        var bytes = batch.Changes.Sum(static change => (long)change.Value.Length);
        Add(batch.Table, result.IsCommitted
            ? new TableOperations(Batches: 1, EntitiesWritten: batch.Changes.Count, BytesWritten: bytes)
            : new TableOperations(Batches: 1, Conflicts: 1));
        return result;
    }

    private void Add(string table, TableOperations more)
    {
        lock (gate)
        {
            byTable[table] = byTable.GetValueOrDefault(table) + more;
        }
    }
}
