using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Storage;

/// <summary>
/// The rows of one partition in ordinal order of their keys, in chunks of bounded size: an insert moves one chunk's worth of
/// references, however many rows the partition holds. Not thread safe.
/// </summary>
internal sealed class SortedRows
{
    private const int ChunkRows = 512;

    private readonly List<List<TableRow>> chunks = [];

    /// <summary>The row with that key, or null.</summary>
    public TableRow? Find(string row) => TryFind(row, out var chunk, out var at) ? chunks[chunk][at] : null;

    /// <summary>Adds the row, or replaces the one with its key.</summary>
    public void Set(TableRow row)
    {
        if (TryFind(row.Row, out var chunk, out var at))
        {
            chunks[chunk][at] = row;
            return;
        }

        if (chunks.Count == 0)
        {
            chunks.Add([]);
        }

        var rows = chunks[chunk];
        rows.Insert(at, row);
        if (rows.Count > ChunkRows)
        {
            // A row appended at the very end opens a new chunk, so that rows in time order fill their chunks.
            var keep = at == rows.Count - 1 ? rows.Count - 1 : rows.Count / 2;
            chunks.Insert(chunk + 1, rows.GetRange(keep, rows.Count - keep));
            rows.RemoveRange(keep, rows.Count - keep);
        }
    }

    /// <summary>Removes the row with that key, if there is one.</summary>
    public void Remove(string row)
    {
        if (TryFind(row, out var chunk, out var at))
        {
            chunks[chunk].RemoveAt(at);
            if (chunks[chunk].Count == 0)
            {
                chunks.RemoveAt(chunk);
            }
        }
    }

    /// <summary>The rows from a key on (inclusive; null is the first), in order.</summary>
    public IEnumerable<TableRow> From(string? row)
    {
        var (chunk, at) = (0, 0);
        if (row is not null)
        {
            TryFind(row, out chunk, out at);
        }

        for (; chunk < chunks.Count; chunk++, at = 0)
        {
            for (; at < chunks[chunk].Count; at++)
            {
                yield return chunks[chunk][at];
            }
        }
    }

    /// <summary>Where the row is, or where it belongs: in the last chunk that begins at or before it.</summary>
    private bool TryFind(string row, out int chunk, out int at)
    {
        var (low, high) = (0, chunks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(chunks[middle][0].Row, row) <= 0 ? (middle + 1, high) : (low, middle);
        }

        chunk = Math.Max(0, low - 1);
        at = 0;
        if (chunks.Count == 0)
        {
            return false;
        }

        var rows = chunks[chunk];
        (low, high) = (0, rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(rows[middle].Row, row) < 0 ? (middle + 1, high) : (low, middle);
        }

        at = low;
        return at < rows.Count && rows[at].Row == row;
    }
}
