namespace RevenueFunctions.Local.Storage;

/// <summary>The database file cannot be opened, and only a person can mend that. The message says what was found and what to do.</summary>
public sealed class LocalStoreRefusedException(string path, string finding, string remedy, Exception? inner = null)
    : Exception($"The store '{path}' was not opened: {finding} {remedy}", inner)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
