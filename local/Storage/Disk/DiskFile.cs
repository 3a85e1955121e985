using System.Buffers.Binary;

namespace RevenueFunctions.Local.Storage;

/// <summary>What is remembered of an open database file or log, between two calls of SQLite.</summary>
internal sealed class DiskFile(bool isLog)
{
    private uint generation;
    private uint salt;
    private long end;

    public bool IsLog { get; } = isLog;

    /// <summary>Bytes of a page of a database file that carries checksums; 0 while that is not known, or when it carries none.</summary>
    public int PageBytes { get; private set; }

    /// <summary>Log: from here on frames were written by this connection and not made durable yet. Their sums may still change.</summary>
    public long PendingFrom { get; private set; } = long.MaxValue;

    /// <summary>Log: the order of its words, once it is known.</summary>
    public bool? IsBigEndian { get; set; }

    /// <summary>Where the log ends that was made durable last by this thread; each COMMIT runs on one.</summary>
    [field: ThreadStatic]
    public static LogEnd? LastSynced { get; set; }

    /// <summary>Learns from a database file's header, which is read and written with its first page.</summary>
    public void LearnHeader(ReadOnlySpan<byte> header)
    {
        var size = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        PageBytes = header.StartsWith("SQLite format 3\0"u8) && header[20] == PageSum.Bytes ? size == 1 ? 65536 : size : 0;
    }

    /// <summary>Notes a write to the log.</summary>
    public void NoteLogWrite(ReadOnlySpan<byte> bytes, long offset)
    {
        if (offset == 0 && bytes.Length == LogFormat.HeaderBytes)
        {
            (generation, salt, end, PendingFrom) = (BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]), offset + bytes.Length, 0);
        }
        else if (bytes.Length == LogFormat.FrameHeaderBytes)
        {
            (generation, salt) = (BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]));
        }
        else
        {
            // A page. The last one of a commit is always appended; those before may go to frames that the same commit wrote already.
            end = offset + bytes.Length;
        }

        PendingFrom = Math.Min(PendingFrom, offset);
    }

    /// <summary>Notes that the log is durable.</summary>
    public void NoteLogSync()
    {
        LastSynced = new LogEnd(generation, salt, end);
        PendingFrom = long.MaxValue;
    }
}
