using System.IO.Compression;

namespace RevenueFunctions.Tests.Hostile.Mutation;

/// <summary>Few bytes that expand to many.</summary>
internal static class ByteBomb
{
    /// <summary>So many blanks as gzip.</summary>
    public static byte[] Of(int bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            var blanks = new byte[64 * 1024];
            blanks.AsSpan().Fill((byte)' ');
            for (var left = bytes; left > 0; left -= blanks.Length)
            {
                gzip.Write(blanks, 0, Math.Min(left, blanks.Length));
            }
        }

        return packed.ToArray();
    }
}
