using System.Globalization;
using System.IO.Compression;
using System.Text;
using RevenueFunctions.Tests.Hostile.Surface;

namespace RevenueFunctions.Tests.Hostile.Mutation;

/// <summary>Spoils a body as bytes: what a broken network, a broken encoder or an attacker makes of it.</summary>
internal static class ByteMutations
{
    private const int BombBytes = 64 * 1024 * 1024;
    private static readonly Lazy<byte[]> Bomb = new(() => ByteBomb.Of(BombBytes));

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<RequestMutation> All =
    [
        Bytes("truncated", 3, (body, choice) => body[..choice.Below(body.Length + 1)]),
        Bytes("bits flipped", 3, Flip),
        Bytes("bytes inserted", 2, (body, choice) => Insert(body, choice.Bytes(1 + choice.Below(8)), choice)),
        Bytes("UTF-16", 1, (body, choice) => (choice.Percent(50) ? Encoding.Unicode : Encoding.BigEndianUnicode).GetBytes(Encoding.UTF8.GetString(body))),
        Bytes("byte order mark", 1, (body, _) => [0xEF, 0xBB, 0xBF, .. body]),
        Bytes("overlong UTF-8", 1, (body, choice) => Insert(body, choice.Pick<byte[]>([[0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF]]), choice)),
        Bytes("sent twice", 1, (body, _) => [.. body, .. body]),
        Bytes("empty", 1, (_, _) => []),
        Bytes("noise", 1, (_, choice) => choice.Bytes(1 + choice.Below(200))),
        Bytes("two megabytes", 1, (body, _) => [.. body, .. Enumerable.Repeat((byte)' ', 2 * 1024 * 1024)]),
        new("compressed", 1, HasBody, (draft, choice) => Compressed(draft, choice)),
        new("gzip bomb", 1, HasBody, (draft, _) => draft.WithHeader("Content-Encoding", "gzip") with { Bytes = Bomb.Value }),
        new("chunked", 1, HasBody, Chunked),
        new("cut short", 1, HasBody, (draft, choice) => draft.WithHeader("Content-Length", (draft.Body.Length + 1 + choice.Below(100)).ToString(CultureInfo.InvariantCulture))),
    ];

    private static bool HasBody(RequestDraft draft) => draft.Body.Length > 0;

    private static RequestMutation Bytes(string name, int weight, Func<byte[], SeededChoice, byte[]> spoil) =>
        new(name, weight, HasBody, (draft, choice) => draft with { Bytes = spoil(draft.Body, choice) });

    private static byte[] Flip(byte[] body, SeededChoice choice)
    {
        byte[] flipped = [.. body];
        for (var times = 1 + choice.Below(4); times > 0; times--)
        {
            flipped[choice.Below(flipped.Length)] ^= (byte)(1 << choice.Below(8));
        }

        return flipped;
    }

    private static byte[] Insert(byte[] body, byte[] more, SeededChoice choice)
    {
        var at = choice.Below(body.Length + 1);
        return [.. body[..at], .. more, .. body[at..]];
    }

    private static RequestDraft Compressed(RequestDraft draft, SeededChoice choice)
    {
        using var packed = new MemoryStream();
        var (encoding, stream) = choice.Below(3) switch
        {
            0 => ("gzip", (Stream)new GZipStream(packed, CompressionLevel.Fastest)),
            1 => ("br", new BrotliStream(packed, CompressionLevel.Fastest)),
            _ => ("deflate", new ZLibStream(packed, CompressionLevel.Fastest)),
        };
        using (stream)
        {
            stream.Write(draft.Body);
        }

        return draft.WithHeader("Content-Encoding", encoding) with { Bytes = packed.ToArray() };
    }

    private static RequestDraft Chunked(RequestDraft draft, SeededChoice choice)
    {
        using var framed = new MemoryStream();
        for (var at = 0; at < draft.Body.Length;)
        {
            var size = Math.Min(1 + choice.Below(4096), draft.Body.Length - at);
            framed.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{size:x}\r\n")));
            framed.Write(draft.Body, at, size);
            framed.Write("\r\n"u8);
            at += size;
        }

        framed.Write(choice.Percent(80) ? "0\r\n\r\n"u8 : "zz\r\n\r\n"u8);
        return draft.WithHeader("Transfer-Encoding", "chunked") with { Bytes = framed.ToArray(), Headers = [.. draft.WithHeader("Transfer-Encoding", "chunked").Headers.Where(header => header.Key != "Content-Length")] };
    }
}
