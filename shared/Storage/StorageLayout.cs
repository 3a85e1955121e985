namespace RevenueFunctions.Storage;

/// <summary>How rows are keyed and written.</summary>
public static class StorageLayout
{
    /// <summary>Raised when code from before could no longer read what is stored, or would write what later code cannot read. Members added to documents do not.</summary>
    public const int Version = 1;
}
