using System.Runtime.CompilerServices;

namespace RevenueFunctions.Storage;

/// <summary>Reads and writes of typed rows (UTF-8 JSON, see <see cref="FabricJson"/>) over the port.</summary>
public static class TableStoreExtensions
{
    /// <summary>Reads all rows of a range, page by page, in ordinal order.</summary>
    public static async IAsyncEnumerable<TableRow> ScanAsync(
        this ITableStore store, string table, string partition, RowRange range, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(table, partition, range, TableLimits.PageRows, continuation, cancellationToken);
            foreach (var row in page.Rows)
            {
                yield return row;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    /// <summary>Reads all rows of a range as documents.</summary>
    public static async Task<List<T>> ListAsync<T>(
        this ITableStore store, string table, string partition, RowRange range = default, CancellationToken cancellationToken = default)
    {
        var documents = new List<T>();
        await foreach (var row in store.ScanAsync(table, partition, range, cancellationToken))
        {
            documents.Add(row.Read<T>());
        }

        return documents;
    }

    /// <summary>Reads one document, or default when there is none.</summary>
    public static async ValueTask<T?> ReadAsync<T>(
        this ITableStore store, string table, string partition, string row, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(store);
        var found = await store.GetAsync(table, partition, row, cancellationToken);
        return found?.Read<T>();
    }

    /// <summary>Inserts one document. False when a row with that key exists: the caller decides whether that is a repeat or a conflict.</summary>
    public static async ValueTask<bool> TryInsertAsync<T>(
        this ITableStore store, string table, string partition, string row, T document, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var result = await store.CommitAsync(new TableBatch(table, partition).Insert(row, FabricJson.Bytes(document)), cancellationToken);
        return result.IsCommitted;
    }

    /// <summary>The document in the row's value.</summary>
    public static T Read<T>(this TableRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return FabricJson.Read<T>(row.Value.Span);
    }
}
