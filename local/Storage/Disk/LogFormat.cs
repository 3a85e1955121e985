using System.Buffers.Binary;

namespace RevenueFunctions.Local.Storage;

/// <summary>
/// The write-ahead log as SQLite lays it out: a header of 32 bytes, then frames of a header of 24 bytes and a page. Each frame's checksum goes
/// over all before it. Of this only what is needed to prove a log, or a frame of it, is here.
/// </summary>
internal static class LogFormat
{
    public const int HeaderBytes = 32;
    public const int FrameHeaderBytes = 24;

    /// <summary>The sums that the header of a log begins its chain with; null when the header is none.</summary>
    public static (uint First, uint Second)? Begin(ReadOnlySpan<byte> header)
    {
        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        if ((magic & 0xFFFFFFFE) != 0x377F0682)
        {
            return null;
        }

        var sums = Sum(IsBigEndian(header), header[..24], (0, 0));
        return sums == Stored(header[24..]) ? sums : null;
    }

    /// <summary>Whether a log sums up its words in big-endian order.</summary>
    public static bool IsBigEndian(ReadOnlySpan<byte> header) => (header[3] & 1) != 0;

    /// <summary>The sums after a frame.</summary>
    public static (uint First, uint Second) Sum(bool bigEndian, ReadOnlySpan<byte> frameHeader, ReadOnlySpan<byte> page, (uint First, uint Second) before) =>
        Sum(bigEndian, page, Sum(bigEndian, frameHeader[..8], before));

    /// <summary>The sums that are stored with a frame, or a log's header.</summary>
    public static (uint First, uint Second) Stored(ReadOnlySpan<byte> sums) => (BinaryPrimitives.ReadUInt32BigEndian(sums), BinaryPrimitives.ReadUInt32BigEndian(sums[4..]));

    private static (uint First, uint Second) Sum(bool bigEndian, ReadOnlySpan<byte> bytes, (uint First, uint Second) before)
    {
        var (first, second) = before;
        for (var at = 0; at < bytes.Length; at += 8)
        {
            first += Word(bigEndian, bytes[at..]) + second;
            second += Word(bigEndian, bytes[(at + 4)..]) + first;
        }

        return (first, second);
    }

    private static uint Word(bool bigEndian, ReadOnlySpan<byte> bytes) => bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}

/// <summary>How far a log was made durable: the generation it names in every frame, and the byte after its last frame.</summary>
internal readonly record struct LogEnd(uint Generation, uint Salt, long Bytes);
