namespace RevenueFunctions.Storage;

/// <summary>A stored row: its keys, its value (opaque bytes, by convention UTF-8 JSON) and the version the store gave it.</summary>
public sealed record TableRow(string Partition, string Row, ReadOnlyMemory<byte> Value, RowVersion Version);

/// <summary>The opaque version of a row (an ETag). Two equal versions mean the row did not change in between.</summary>
public readonly record struct RowVersion(string Value)
{
    /// <summary>Matches any version: the row only has to exist.</summary>
    public static RowVersion Any { get; } = new("*");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>One page of a range scan. <see cref="Continuation"/> is null on the last page.</summary>
public sealed record TablePage(IReadOnlyList<TableRow> Rows, string? Continuation);

/// <summary>A range of row keys in ordinal order: from <see cref="From"/> (inclusive) up to <see cref="Before"/> (exclusive); null is open.</summary>
public readonly record struct RowRange(string? From, string? Before)
{
    /// <summary>Every row of the partition.</summary>
    public static RowRange All => default;

    /// <summary>The rows whose key begins with <paramref name="prefix"/> (not empty).</summary>
    public static RowRange Prefix(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return new RowRange(prefix, string.Concat(prefix.AsSpan(0, prefix.Length - 1), [(char)(prefix[^1] + 1)]));
    }

    /// <summary>
    /// Where a page begins: at the continuation, and never before the range. A continuation comes from outside and may be made up: it must not
    /// open the other rows of a partition.
    /// </summary>
    public string? Start(string? continuation) => string.CompareOrdinal(continuation, From) < 0 ? From : continuation;

    /// <summary>True when the key lies in the range.</summary>
    public bool Contains(string row) =>
        (From is null || string.CompareOrdinal(row, From) >= 0) && (Before is null || string.CompareOrdinal(row, Before) < 0);
}
