namespace RevenueFunctions.Storage;

/// <summary>What a change does to its row.</summary>
public enum TableChangeKind
{
    /// <summary>Adds the row; conflicts when it exists.</summary>
    Insert,

    /// <summary>Replaces the row; conflicts when it is missing or its version is another one.</summary>
    Update,

    /// <summary>Adds or replaces the row, whatever is there.</summary>
    Upsert,

    /// <summary>Removes the row; conflicts when it is missing or its version is another one.</summary>
    Delete,
}

/// <summary>One change of a batch.</summary>
public readonly record struct TableChange(TableChangeKind Kind, string Row, ReadOnlyMemory<byte> Value, RowVersion IfMatch);

/// <summary>Changes to rows of one partition that are applied together or not at all: at most 100 changes, each row once, 4 MiB as a request.</summary>
public sealed class TableBatch(string table, string partition)
{
    private readonly List<TableChange> changes = [];

    /// <summary>The table (letters and digits).</summary>
    public string Table { get; } = table;

    /// <summary>The partition that all changes share.</summary>
    public string Partition { get; } = partition;

    /// <summary>The changes in the order they were added; a conflict names an index into this list.</summary>
    public IReadOnlyList<TableChange> Changes => changes;

    /// <summary>Adds a row that must not exist yet.</summary>
    public TableBatch Insert(string row, ReadOnlyMemory<byte> value) => Add(new(TableChangeKind.Insert, row, value, default));

    /// <summary>Replaces a row that must still have the version given.</summary>
    public TableBatch Update(string row, ReadOnlyMemory<byte> value, RowVersion ifMatch) => Add(new(TableChangeKind.Update, row, value, ifMatch));

    /// <summary>Adds or replaces a row without a condition. Say in a comment why no update can be lost.</summary>
    public TableBatch Upsert(string row, ReadOnlyMemory<byte> value) => Add(new(TableChangeKind.Upsert, row, value, default));

    /// <summary>Removes a row that must still have the version given (<see cref="RowVersion.Any"/>: only has to exist).</summary>
    public TableBatch Delete(string row, RowVersion ifMatch) => Add(new(TableChangeKind.Delete, row, default, ifMatch));

    private TableBatch Add(TableChange change)
    {
        changes.Add(change);
        return this;
    }
}
