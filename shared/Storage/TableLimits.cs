using System.Buffers;

namespace RevenueFunctions.Storage;

/// <summary>The limits of Azure Table storage that every implementation enforces, so that code proven on one store runs on all.</summary>
public static class TableLimits
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\#?%");

    /// <summary>Changes in one batch.</summary>
    public const int BatchChanges = 100;

    /// <summary>
    /// Bytes of the request that a batch becomes: 4 MiB, in which values are base64 and each change is a request of its own (see
    /// <see cref="RequestBytes"/>).
    /// </summary>
    public const int BatchBytes = 4 * 1024 * 1024;

    /// <summary>Bytes of values up to which writers fill a batch: with 100 changes and keys of some 100 characters its request stays below <see cref="BatchBytes"/>.</summary>
    public const int BatchValueBytes = 2560 * 1024;

    /// <summary>Bytes in one value: fifteen properties of 64 KiB, which leaves room for keys in an entity of 1 MiB.</summary>
    public const int ValueBytes = 15 * 64 * 1024;

    /// <summary>Characters in a partition or row key: 1 KiB of UTF-16.</summary>
    public const int KeyCharacters = 512;

    /// <summary>Rows in one page of a scan.</summary>
    public const int PageRows = 1000;

    /// <summary>Bytes of values after which a page ends early (with a continuation): 4 MiB, so that a reader's memory stays bounded.</summary>
    public const int PageBytes = 4 * 1024 * 1024;

    // A change within a batch's request: part, request line, headers and property names; then 64 KiB of value at a time, each with its name and type.
    private const int ChangeBytes = 800;
    private const int ChunkBytes = 64 * 1024;
    private const int ChunkOverhead = 48;

    // A key stands in the address, where a character takes up to nine bytes, and in the body, where it takes up to six.
    private const int KeyCharacterBytes = 15;

    /// <summary>Bytes that a change takes of its batch's request at most.</summary>
    public static long RequestBytes(string partition, in TableChange change)
    {
        ArgumentNullException.ThrowIfNull(partition);
        var length = (long)change.Value.Length;
        return ChangeBytes + (KeyCharacterBytes * (partition.Length + change.Row.Length)) + ((length + 2) / 3 * 4) + ((length + ChunkBytes - 1) / ChunkBytes * ChunkOverhead);
    }

    /// <summary>Refuses a batch that Tables would refuse.</summary>
    /// <exception cref="TableLimitException">Names the limit, the change and what to do.</exception>
    public static void Check(TableBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        CheckTable(batch.Table);
        CheckKey(batch.Partition, "partition key");
        if (batch.Changes.Count is 0 or > BatchChanges)
        {
            throw new TableLimitException($"A batch takes 1 to {BatchChanges} changes, this one has {batch.Changes.Count}: split it, or leave it out.");
        }

        CheckRowsDiffer(batch.Changes);
        long bytes = 0;
        foreach (var change in batch.Changes)
        {
            CheckKey(change.Row, "row key");

            if (change.Value.Length > ValueBytes)
            {
                throw new TableLimitException($"The value of row '{change.Row}' has {change.Value.Length:N0} bytes, the limit is {ValueBytes:N0}: store it in several rows.");
            }

            bytes += RequestBytes(batch.Partition, change);
        }

        if (bytes > BatchBytes)
        {
            throw new TableLimitException($"The batch takes {bytes:N0} bytes as a request, the limit is {BatchBytes:N0}: split it, at {BatchValueBytes:N0} bytes of values.");
        }
    }

    /// <summary>
    /// Refuses a key that Tables would refuse: empty, too long, or with / \ # ? or a control character. And with %, which Tables store but do not
    /// find again in every operation.
    /// </summary>
    /// <exception cref="TableLimitException">Names the key and the character.</exception>
    public static void CheckKey(string key, string what)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length is 0 or > KeyCharacters)
        {
            throw new TableLimitException($"A {what} takes 1 to {KeyCharacters} characters, this one has {key.Length}: build it with TableKey.");
        }

        // Nearly every key is printable ASCII, which two vectorised searches prove.
        if (!key.AsSpan().ContainsAnyExceptInRange(' ', '~') && !key.AsSpan().ContainsAny(Forbidden))
        {
            return;
        }

        foreach (var character in key)
        {
            if (Forbidden.Contains(character) || char.IsControl(character) || char.IsSurrogate(character))
            {
                throw new TableLimitException($"The {what} '{PrintableText.Of(key, 80)}' contains U+{(int)character:X4}, which Tables forbid: build it with TableKey.Escape.");
            }
        }
    }

    private static void CheckRowsDiffer(IReadOnlyList<TableChange> changes)
    {
        // Rows mostly come in ascending order, which needs no set to prove them different.
        var ascending = true;
        for (var at = 1; ascending && at < changes.Count; at++)
        {
            ascending = string.CompareOrdinal(changes[at - 1].Row, changes[at].Row) < 0;
        }

        if (ascending)
        {
            return;
        }

        var rows = new HashSet<string>(changes.Count, StringComparer.Ordinal);
        foreach (var change in changes)
        {
            if (!rows.Add(change.Row))
            {
                throw new TableLimitException($"Row '{PrintableText.Of(change.Row, 80)}' appears twice in one batch: merge the two changes.");
            }
        }
    }

    /// <summary>Refuses a table name that Tables would refuse.</summary>
    /// <exception cref="TableLimitException">Names the table.</exception>
    public static void CheckTable(string table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Length is < 3 or > 63 || !char.IsAsciiLetter(table[0]) || !table.All(char.IsAsciiLetterOrDigit))
        {
            throw new TableLimitException($"'{PrintableText.Of(table, 80)}' is no table name: 3 to 63 letters and digits, a letter first.");
        }
    }
}

/// <summary>A key, value or batch breaks a limit of Table storage: a bug in the caller, never a condition of the data.</summary>
public sealed class TableLimitException(string message) : ArgumentException(message);

/// <summary>The store cannot be reached or cannot write now. The caller retries the whole step later; nothing it wrote is half done.</summary>
public class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
