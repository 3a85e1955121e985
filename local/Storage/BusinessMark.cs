using System.Text;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Storage;

/// <summary>
/// Notes beside the engines' rows where the business's rows are: here, or in Table storage at an address. Each half is worth nothing without the
/// other. An engine that goes on with another business would take events for consumed that this one never saw.
/// </summary>
internal static class BusinessMark
{
    private const string Table = "host";
    private const string Partition = "business";
    private const string Row = "tables";

    /// <summary>Where the business's rows are, when not in this store; null when they are here.</summary>
    public static async ValueTask<string?> ReadAsync(ITableStore store, CancellationToken cancellationToken = default) =>
        await store.GetAsync(Table, Partition, Row, cancellationToken) is { } row ? Encoding.UTF8.GetString(row.Value.Span) : null;

    /// <summary>Sets the mark where nothing is yet, and compares otherwise.</summary>
    /// <exception cref="LocalStoreRefusedException">The store belongs to another business.</exception>
    public static async ValueTask CheckAsync(ILocalStore store, string path, string? tables, CancellationToken cancellationToken)
    {
        var marked = await ReadAsync(store, cancellationToken);
        if (marked == tables)
        {
            return;
        }

        if (marked is not null)
        {
            throw new LocalStoreRefusedException(
                path, $"its business data is in Table storage at {marked}.", "Start with --storage tables and --tables for that account, or name another file with --data.");
        }

        if (!await IsEmptyAsync(store, cancellationToken))
        {
            throw new LocalStoreRefusedException(path, "its business data is in the file itself.", "Start with --storage sqlite, or name a new file with --data.");
        }

        await store.CommitAsync(new TableBatch(Table, Partition).Insert(Row, Encoding.UTF8.GetBytes(tables!)), cancellationToken);
    }

    // Whoever used the file so far imported a catalog before anything else could be billed.
    private static async ValueTask<bool> IsEmptyAsync(ILocalStore store, CancellationToken cancellationToken)
    {
        await foreach (var _ in store.ScanTableAsync("catalog", cancellationToken))
        {
            return false;
        }

        return true;
    }
}
