using RevenueFunctions.Storage;

namespace RevenueFunctions.Benchmarks.Ingest;

/// <summary>A store that takes everything and keeps only fences and totals: what is left is the cost of ingest itself.</summary>
internal sealed class NullStore : ITableStore
{
    private static readonly RowVersion Version = new("1");
    private readonly System.Collections.Concurrent.ConcurrentDictionary<(string Table, string Partition, string Row), TableRow> kept = new();

    public ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(kept.GetValueOrDefault((table, partition, row)));

    public ValueTask<IReadOnlyList<TableRow>> GetManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<TableRow>>([]);

    public ValueTask<TablePage> QueryAsync(
        string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(new TablePage([], null));

    public ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default)
    {
        foreach (var change in batch.Changes)
        {
            if (change.Row.Length == 1)
            {
                kept[(batch.Table, batch.Partition, change.Row)] = new TableRow(batch.Partition, change.Row, change.Value.ToArray(), Version);
            }
        }

        return ValueTask.FromResult(CommitResult.Committed(Version));
    }
}
