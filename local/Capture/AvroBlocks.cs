using System.Globalization;
using System.Text;

namespace RevenueFunctions.Local.Capture;

/// <summary>
/// Walks the blocks of an Avro file without reading what is in them: where a file is cut off or overwritten, this says at which byte, before a length that is
/// wrong makes anybody reserve memory for it.
/// </summary>
internal static class AvroBlocks
{
    private const int SyncBytes = 16;
    private const int MostHeader = 1024 * 1024;

    /// <summary>Walks the file.</summary>
    /// <exception cref="CaptureFileException">It is damaged.</exception>
    public static void Check(CaptureFile file)
    {
        using var stream = File.OpenRead(file.Path);
        var sync = Header(file, stream);
        Span<byte> mark = stackalloc byte[SyncBytes];
        for (var block = 1; stream.Position < stream.Length; block++)
        {
            var at = stream.Position;
            if (Number(stream) is not { } records || Number(stream) is not { } bytes || records < 0 || bytes < 0)
            {
                throw Damaged(file, at, $"block {block} has no length: the file is cut off there, or overwritten");
            }

            if (bytes > stream.Length - stream.Position - SyncBytes)
            {
                throw Damaged(file, at, $"block {block} says that it has {bytes:N0} bytes and a mark of {SyncBytes}, and {stream.Length - stream.Position:N0} are there: the file is cut off");
            }

            stream.Seek(bytes, SeekOrigin.Current);
            var end = stream.Position;
            stream.ReadExactly(mark);
            if (!mark.SequenceEqual(sync))
            {
                throw Damaged(file, end, $"the mark behind block {block} is not the file's: the file is overwritten, or a part of it is missing");
            }
        }
    }

    private static byte[] Header(CaptureFile file, FileStream stream)
    {
        Span<byte> magic = stackalloc byte[4];
        if (stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false) < 4 || !magic.SequenceEqual("Obj\u0001"u8))
        {
            throw Damaged(file, 0, "it does not begin as an Avro file does");
        }

        // A map: counts of entries, each a key and a value with their lengths, until a count of 0. A count below 0 is followed by the entries' bytes.
        while (Number(stream) is { } count && count != 0)
        {
            if (count < 0 && Number(stream) is null)
            {
                break;
            }

            for (var entry = Math.Abs(count) * 2; entry > 0; entry--)
            {
                if (Number(stream) is not ({ } length and >= 0) || length > MostHeader || length > stream.Length - stream.Position)
                {
                    throw Damaged(file, stream.Position, "its header is cut off or overwritten");
                }

                stream.Seek(length, SeekOrigin.Current);
            }
        }

        var sync = new byte[SyncBytes];
        return stream.ReadAtLeast(sync, SyncBytes, throwOnEndOfStream: false) == SyncBytes ? sync : throw Damaged(file, stream.Position, "its header is cut off");
    }

    // Seven bits a byte, the least first; zigzag for the sign.
    private static long? Number(FileStream stream)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var one = stream.ReadByte();
            if (one < 0)
            {
                return null;
            }

            value |= (ulong)(one & 0x7F) << shift;
            if ((one & 0x80) == 0)
            {
                return (long)(value >> 1) ^ -(long)(value & 1);
            }
        }

        return null;
    }

    private static CaptureFileException Damaged(CaptureFile file, long position, FormattableString what) => Damaged(file, position, what.ToString(CultureInfo.InvariantCulture));

    private static CaptureFileException Damaged(CaptureFile file, long position, string what) =>
        new(new StringBuilder().Append(CultureInfo.InvariantCulture, $"{file.Name}, byte {position:N0}: {what}. Download it again, or take it out of the folder.").ToString());
}
