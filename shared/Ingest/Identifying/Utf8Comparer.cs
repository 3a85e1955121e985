using System.Buffers.Binary;

namespace RevenueFunctions.Ingest;

/// <summary>Compares UTF-8 keys by their bytes, so that a slice of an event's body finds its entry without becoming a string.</summary>
internal sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static Utf8Comparer Instance { get; } = new();

    public bool Equals(byte[]? x, byte[]? y) => ReferenceEquals(x, y) || (x is not null && y is not null && x.AsSpan().SequenceEqual(y));

    public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    // Keys come from the catalog alone (what is unknown is never added), so a producer cannot force collisions.
    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var mixed = (ulong)alternate.Length * 0x9E3779B97F4A7C15UL;
        for (; alternate.Length >= 8; alternate = alternate[8..])
        {
            mixed = ulong.RotateLeft(mixed ^ BinaryPrimitives.ReadUInt64LittleEndian(alternate), 27) * 0x9E3779B97F4A7C15UL;
        }

        foreach (var one in alternate)
        {
            mixed = (mixed ^ one) * 0x100000001B3UL;
        }

        return (int)(mixed ^ (mixed >> 32));
    }

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
