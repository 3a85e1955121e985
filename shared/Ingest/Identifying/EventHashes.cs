using System.Buffers;
using System.Buffers.Binary;

namespace RevenueFunctions.Ingest;

/// <summary>The identity and the content hash of usage events. Reuses its buffer; one thread at a time.</summary>
internal sealed class EventHashes
{
    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r\n"u8);
    private readonly ArrayBufferWriter<byte> scratch = new(1024);

    // The source cannot contain a line feed (control characters are refused), so source and id cannot be cut in two ways.
    public void Hash(UsageItem item)
    {
        item.Identity = IdentityOf(item.Source.Span, item.Id.Span);
        scratch.ResetWrittenCount();
        scratch.Write(item.Type.Span);
        scratch.Write("\n"u8);
        scratch.Write(item.Subject.Span);
        scratch.Write("\n"u8);
        BinaryPrimitives.WriteInt64BigEndian(scratch.GetSpan(8), item.TimeMs);
        scratch.Advance(8);
        WriteWithoutBlanks(item.Data.Span);
        item.Content = ContentHash.Of(scratch.WrittenSpan);
    }

    /// <summary>The identity of an event: its source and id.</summary>
    public static UInt128 IdentityOf(ReadOnlySpan<byte> source, ReadOnlySpan<byte> id)
    {
        Span<byte> identity = stackalloc byte[((EventText.SourceCharacters + EventText.IdCharacters) * 4) + 1];
        source.CopyTo(identity);
        identity[source.Length] = (byte)'\n';
        id.CopyTo(identity[(source.Length + 1)..]);
        return Hash128.Of(identity[..(source.Length + 1 + id.Length)]);
    }

    // A producer that sends an event again may lay its JSON out differently: blanks between tokens do not make it another event.
    private void WriteWithoutBlanks(ReadOnlySpan<byte> json)
    {
        if (!json.ContainsAny(Blanks))
        {
            scratch.Write(json);
            return;
        }

        var to = scratch.GetSpan(json.Length);
        var length = 0;
        var inText = false;
        for (var at = 0; at < json.Length; at++)
        {
            var one = json[at];
            if (inText && one == '\\')
            {
                to[length++] = one;
                to[length++] = json[++at];
                continue;
            }

            inText ^= one == '"';
            if (inText || one is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                to[length++] = one;
            }
        }

        scratch.Advance(length);
    }
}
