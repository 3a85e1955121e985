using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Unit.Capacity;

/// <summary>A store in memory that counts what Table storage would bill: each point read, each page and each batch is an operation.</summary>
internal sealed class CountingStore : ITableStore
{
    private readonly MemoryStore rows = new();

    /// <summary>Point reads.</summary>
    public int Reads { get; private set; }

    /// <summary>Pages of scans.</summary>
    public int Pages { get; private set; }

    /// <summary>Batches, by table.</summary>
    public Dictionary<string, List<TableBatch>> Batches { get; } = new(StringComparer.Ordinal);

    /// <summary>Starts to count anew.</summary>
    public void Reset()
    {
        (Reads, Pages) = (0, 0);
        Batches.Clear();
    }

    public ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default)
    {
        Reads++;
        return rows.GetAsync(table, partition, row, cancellationToken);
    }

    public ValueTask<IReadOnlyList<TableRow>> GetManyAsync(string table, string partition, IReadOnlyCollection<string> rowKeys, CancellationToken cancellationToken = default)
    {
        Reads += rowKeys.Count;
        return rows.GetManyAsync(table, partition, rowKeys, cancellationToken);
    }

    public ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default)
    {
        Pages++;
        return rows.QueryAsync(table, partition, range, limit, continuation, cancellationToken);
    }

    public ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default)
    {
        if (!Batches.TryGetValue(batch.Table, out var batches))
        {
            Batches[batch.Table] = batches = [];
        }

        batches.Add(batch);
        return rows.CommitAsync(batch, cancellationToken);
    }
}
