using System.Buffers.Binary;

namespace RevenueFunctions.Ingest;

/// <summary>
/// A fast 128-bit hash of an event's content, which tells a duplicate from a conflict. Not cryptographic: only the producer that owns
/// an identity could look for a collision, and would gain that its own second event counts as a repeat. Identities, which decide
/// between producers, are hashed with SHA-256.
/// </summary>
internal static class ContentHash
{
    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0xC2B2AE3D27D4EB4F;
    private const ulong Third = 0x165667B19E3779F9;
    private const ulong Fourth = 0xD6E8FEB86659FD93;

    public static UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        var (left, right) = (First ^ (ulong)bytes.Length, Second + (ulong)bytes.Length);
        for (; bytes.Length >= 16; bytes = bytes[16..])
        {
            Mix(ref left, ref right, BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
        }

        Span<byte> last = stackalloc byte[16];
        last.Clear();
        bytes.CopyTo(last);
        Mix(ref left, ref right, BinaryPrimitives.ReadUInt64LittleEndian(last), BinaryPrimitives.ReadUInt64LittleEndian(last[8..]));
        Mix(ref left, ref right, Third, Fourth);
        Mix(ref left, ref right, Fourth, Third);
        return new UInt128(left, right);
    }

    // Two 64 x 64 -> 128 multiplications, folded, each lane fed from both words.
    private static void Mix(ref ulong left, ref ulong right, ulong one, ulong two)
    {
        var high = Math.BigMul(left ^ one ^ Third, right ^ two ^ First, out var low);
        var otherHigh = Math.BigMul(left + ulong.RotateLeft(two, 29) + Fourth, (right ^ ulong.RotateLeft(one, 17)) | 1, out var otherLow);
        (left, right) = (low ^ otherHigh ^ ulong.RotateLeft(one, 41), high ^ otherLow ^ two);
    }
}
