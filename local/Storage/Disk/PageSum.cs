using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace RevenueFunctions.Local.Storage;

/// <summary>
/// The checksum in the last eight bytes of each page of the database file, which SQLite keeps free for it: CRC-32C over every other word,
/// twice, seeded with the page's number, so that a flipped bit shows as surely as a page in the wrong place. Well under a microsecond a page.
/// </summary>
internal static class PageSum
{
    /// <summary>Bytes at the end of a page.</summary>
    public const int Bytes = 8;

    /// <summary>Puts the checksum into the page.</summary>
    public static void Write(Span<byte> page, long offset) => BinaryPrimitives.WriteUInt64LittleEndian(page[^Bytes..], Of(page, offset));

    /// <summary>Whether the page is what was written there.</summary>
    public static bool Matches(ReadOnlySpan<byte> page, long offset) => BinaryPrimitives.ReadUInt64LittleEndian(page[^Bytes..]) == Of(page, offset);

    private static ulong Of(ReadOnlySpan<byte> page, long offset)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(page[..^Bytes]);
        var number = (uint)(offset / page.Length);
        var (even, odd) = (0x9E3779B9 ^ number, 0x85EBCA6B + number);
        var at = 0;
        for (; at + 1 < words.Length; at += 2)
        {
            even = BitOperations.Crc32C(even, words[at]);
            odd = BitOperations.Crc32C(odd, words[at + 1]);
        }

        return ((ulong)(at < words.Length ? BitOperations.Crc32C(even, words[at]) : even) << 32) | odd;
    }
}
