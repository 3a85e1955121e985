using System.Buffers.Binary;
using System.Text.Json;

namespace RevenueFunctions.Ingest;

/// <summary>
/// The member names of the objects that are open while a document is read, to refuse a name that comes twice. Readers disagree on
/// which of two values counts, so a producer and an auditor could read different usage from the same bytes.
/// </summary>
internal sealed class MemberNames
{
    /// <summary>Members in one object; more are refused, which also bounds the cost of comparing.</summary>
    public const int PerObject = 512;

    private Name[] names = new Name[64];
    private byte[] bytes = new byte[1024];
    private int count;
    private int used;

    /// <summary>The name added last, unescaped.</summary>
    public ReadOnlySpan<byte> Last => bytes.AsSpan(names[count - 1].Start, names[count - 1].Length);

    public void Reset() => (count, used) = (0, 0);

    /// <summary>Begins an object; hand the answer to <see cref="Add"/> and <see cref="Close"/>.</summary>
    public int Open() => count;

    public void Close(int frame)
    {
        if (frame < count)
        {
            used = names[frame].Start;
            count = frame;
        }
    }

    /// <summary>Adds the property name the reader stands on.</summary>
    public QuarantineReason Add(int frame, ref Utf8JsonReader reader)
    {
        var raw = reader.ValueSpan;
        if (used + raw.Length > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, used + raw.Length));
        }

        var length = raw.Length;
        if (reader.ValueIsEscaped)
        {
            length = reader.CopyString(bytes.AsSpan(used));
        }
        else
        {
            raw.CopyTo(bytes.AsSpan(used));
        }

        var name = new Name(Mark(bytes.AsSpan(used, length)), used, length);
        for (var at = frame; at < count; at++)
        {
            if (names[at].Mark == name.Mark && names[at].Length == length
                && bytes.AsSpan(names[at].Start, length).SequenceEqual(bytes.AsSpan(used, length)))
            {
                return QuarantineReason.DuplicateKey;
            }
        }

        if (count - frame == PerObject)
        {
            return QuarantineReason.TooManyMembers;
        }

        if (count == names.Length)
        {
            Array.Resize(ref names, names.Length * 2);
        }

        names[count++] = name;
        used += length;
        return QuarantineReason.None;
    }

    // The first and last eight bytes tell nearly all names apart; equal marks are compared in full.
    private static ulong Mark(ReadOnlySpan<byte> name)
    {
        if (name.Length >= 8)
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(name) ^ ulong.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]), 31);
        }

        var mark = 0UL;
        foreach (var one in name)
        {
            mark = (mark << 8) | one;
        }

        return mark;
    }

    private readonly record struct Name(ulong Mark, int Start, int Length);
}
