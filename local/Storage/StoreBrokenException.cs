using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Storage;

/// <summary>
/// The store acknowledges nothing any more in this process: it met damage, or the disk could not make a write durable. To callers it is an
/// outage; only a person, or a start that recovers from the file, ends it. The message names the file, the finding and the remedy.
/// </summary>
public sealed class StoreBrokenException(string path, string finding, string remedy, Exception? inner = null)
    : StorageUnavailableException($"The store '{path}' takes no more writes: {finding} {remedy}", inner)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
