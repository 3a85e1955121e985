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

    /// <summary>What a person does about a damaged or cut file.</summary>
    public static string RestoreRemedy(string path) =>
        $"Restore a backup of '{path}' together with '{path}-wal' and '{path}.lock' of the same moment (a backup without the last two: delete these), " +
        $"or save what can be read with 'sqlite3 {path} .recover'. To start empty, move all files '{path}*' away.";

    /// <summary>Refuses a file that is no SQLite database with checksums, that is shorter than its header says, or whose log is not whole.</summary>
    public static void Check(string path, CommitMark mark)
    {
        var last = mark.Read(out var isDamaged);
        if (isDamaged)
        {
            throw new LocalStoreRefusedException(path, $"'{path}.lock', which says how far commits were acknowledged, is damaged.", $"Check the disk. If the file itself is whole, delete '{path}.lock'.");
        }

        if (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            if (mark.IsThere)
            {
                throw new LocalStoreRefusedException(path, "it is missing or empty, although commits to it were acknowledged.", RestoreRemedy(path));
            }

            return;
        }

        CheckHeader(path);
        LogCheck.Run(path, last);
    }

    /// <summary>Refuses what is no whole database file with checksums.</summary>
    public static void CheckHeader(string path)
    {
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
            throw new LocalStoreRefusedException(path, "it is no SQLite database, or its first page was overwritten.", RestoreRemedy(path));
        }

        if (header[20] != PageSum.Bytes)
        {
            throw new LocalStoreRefusedException(
                path, "its pages carry no checksums: it is a database of another program, or of a version of this one before layout 2.",
                "Use the program that wrote it, or choose another path.");
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

    private static LocalStoreRefusedException Truncated(string path, long length, long expected) =>
        new(path, $"it is cut short: {length:N0} bytes, where {expected:N0} are expected.", RestoreRemedy(path));
}
