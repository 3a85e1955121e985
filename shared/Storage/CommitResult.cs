namespace RevenueFunctions.Storage;

/// <summary>Why a change of a batch could not be applied.</summary>
public enum CommitConflict
{
    /// <summary>No conflict: the batch is durable.</summary>
    None,

    /// <summary>An insert met a row that exists.</summary>
    AlreadyExists,

    /// <summary>An update or delete met another version of the row.</summary>
    VersionMismatch,

    /// <summary>An update or delete met no row.</summary>
    NotFound,
}

/// <summary>
/// The outcome of a batch: committed, with the version of the row that its first change wrote, or the first change that failed and why.
/// Tables give each row of a batch a version of its own: whoever needs that of another row reads it.
/// </summary>
public readonly record struct CommitResult(CommitConflict Conflict, int FailedIndex, RowVersion Version)
{
    /// <summary>True when every change was applied and is durable.</summary>
    public bool IsCommitted => Conflict == CommitConflict.None;

    /// <summary>The batch is durable; <paramref name="version"/> is now the version of the row of its first change.</summary>
    public static CommitResult Committed(RowVersion version) => new(CommitConflict.None, -1, version);

    /// <summary>Nothing was applied, because of the change at <paramref name="index"/>.</summary>
    public static CommitResult Failed(CommitConflict conflict, int index) => new(conflict, index, default);
}
