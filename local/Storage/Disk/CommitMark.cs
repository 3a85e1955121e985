using System.Buffers.Binary;
using System.Numerics;

namespace RevenueFunctions.Local.Storage;

/// <summary>
/// How far the log was when the last commit was acknowledged, in the file of the lock. SQLite takes a log that ends early for one that was
/// never longer: with the mark, commits that are missing at its end are missed. Written after each fsync and before its callers are answered,
/// itself without one: it is there after a kill, and may only be behind after a loss of power, which then hides nothing that it hid before.
/// </summary>
internal sealed class CommitMark(FileStream file)
{
    private const int Bytes = 40;
    private const long NotWritten = -1;

    private static ReadOnlySpan<byte> Magic => "RvFnMark"u8;

    /// <summary>What the last process left: null when it closed the store, or none ever committed. <paramref name="isDamaged"/> when it cannot be read.</summary>
    public LogEnd? Read(out bool isDamaged)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        var read = RandomAccess.Read(file.SafeFileHandle, bytes, 0);
        isDamaged = read > 0 && (read < Bytes || !bytes.StartsWith(Magic) || BinaryPrimitives.ReadUInt64LittleEndian(bytes[32..]) != Sum(bytes[..32]));
        if (read == 0 || isDamaged || BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]) == NotWritten)
        {
            return null;
        }

        return new LogEnd(BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]));
    }

    /// <summary>Whether any process ever committed to the store.</summary>
    public bool IsThere => file.Length > 0;

    /// <summary>A commit is durable up to here. Whether or not this can be said: the commit stands, and a mark that is behind proves less, never anything false.</summary>
    public void TryWrite(LogEnd end)
    {
        try
        {
            Write(end);
        }
        catch (IOException)
        {
            // The disk is full, or fails: the next commit meets it too, and reports it to its callers.
        }
    }

    /// <summary>The store is about to be closed: the log goes into the file and away.</summary>
    public void Close() => TryWrite(new LogEnd(0, 0, NotWritten));

    private void Write(LogEnd end)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], end.Generation);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], end.Salt);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], end.Bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[32..], Sum(bytes[..32]));
        RandomAccess.Write(file.SafeFileHandle, bytes, 0);
    }

    private static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = (First: 1u, Second: 2u);
        for (var at = 0; at < bytes.Length; at += 8)
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
            sum = (BitOperations.Crc32C(sum.First, word), BitOperations.Crc32C(sum.Second, ~word));
        }

        return ((ulong)sum.First << 32) | sum.Second;
    }
}
