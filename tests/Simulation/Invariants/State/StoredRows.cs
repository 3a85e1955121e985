using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>The rows of one partition, read from the store itself: what the fabric's own readers would leave out is here.</summary>
internal sealed class StoredRows(string name, IReadOnlyList<TableRow> rows)
{
    /// <summary>The partition's key.</summary>
    public string Name => name;

    /// <summary>The partitions of a table.</summary>
    public static async IAsyncEnumerable<StoredRows> ByPartitionAsync(MemoryStore store, string table)
    {
        List<TableRow> rows = [];
        await foreach (var row in store.ScanTableAsync(table))
        {
            if (rows.Count > 0 && rows[0].Partition != row.Partition)
            {
                yield return new StoredRows(rows[0].Partition, rows);
                rows = [];
            }

            rows.Add(row);
        }

        if (rows.Count > 0)
        {
            yield return new StoredRows(rows[0].Partition, rows);
        }
    }

    /// <summary>One document; null when there is no such row.</summary>
    public T? Read<T>(string row)
        where T : class => rows.FirstOrDefault(found => found.Row == row)?.Read<T>();

    /// <summary>The documents whose row keys begin with a prefix, in the order of their keys.</summary>
    public IEnumerable<StoredRow<T>> All<T>(string prefix = "") => rows
        .Where(row => row.Row.StartsWith(prefix, StringComparison.Ordinal))
        .Select(row => new StoredRow<T>(row.Row[prefix.Length..], row.Read<T>(), long.Parse(row.Version.Value, System.Globalization.CultureInfo.InvariantCulture)));
}

/// <summary>A document, the rest of its row's key, and the commit that wrote it: a later commit has a higher number.</summary>
internal readonly record struct StoredRow<T>(string Row, T Document, long Commit);
