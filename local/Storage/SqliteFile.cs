using System.Buffers.Binary;

namespace RevenueFunctions.Local.Storage;

/// <summary>
/// What is checked before SQLite sees the file: that no other process has it open, and that a file which exists is a whole SQLite
/// database. Opened by SQLite, a foreign or cut file would fail later and less clearly, or be overwritten.
/// </summary>
internal static class SqliteFile
{
    private const int HeaderBytes = 100;

    /// <summary>Takes the lock that keeps a second process out. The operating system frees it when the process ends, however it ends.</summary>
    public static FileStream Lock(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
        {
            throw new LocalStoreRefusedException(path, $"the folder '{folder}' does not exist.", "Create it, or choose another path.");
        }

        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new LocalStoreRefusedException(
                path, "another process has it open.", "Stop that process, or give this one another file: two writers would corrupt each other's work.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new LocalStoreRefusedException(path, "this user may not write there.", "Grant write access to the file and its folder.", exception);
        }
    }

    /// <summary>Refuses a file that is no SQLite database or is shorter than its header says.</summary>
    public static void CheckHeader(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            return;
        }

        Span<byte> header = stackalloc byte[HeaderBytes];
        long length;
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            length = file.Length;
            if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
            {
                throw Truncated(path, length, HeaderBytes);
            }
        }

        if (!header[..16].SequenceEqual("SQLite format 3\0"u8))
        {
            throw new LocalStoreRefusedException(
                path, "it is no SQLite database, or its first page was overwritten.", "Move it away to start empty, or restore a backup of the file together with its -wal file.");
        }

        // While a write-ahead log exists the file may rightly be shorter: a crash in mid-checkpoint leaves it so, and the log completes it.
        if (File.Exists(path + "-wal") && new FileInfo(path + "-wal").Length > 0)
        {
            return;
        }

        var pageBytes = BinaryPrimitives.ReadUInt16BigEndian(header[16..]) is var size && size == 1 ? 65536 : size;
        var expected = (long)pageBytes * BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        if (length < expected)
        {
            throw Truncated(path, length, expected);
        }
    }

    private static LocalStoreRefusedException Truncated(string path, long length, long expected) => new(
        path, $"it is cut short: {length:N0} bytes, where {expected:N0} are expected.", "Restore a backup of the file together with its -wal file, or move both away to start empty.");
}
