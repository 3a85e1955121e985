using System.Buffers.Text;

namespace RevenueFunctions.Ingest;

/// <summary>Length and formats of texts in UTF-8.</summary>
internal static class SchemaText
{
    /// <summary>Characters as JSON Schema counts them: code points.</summary>
    public static int Length(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        foreach (var one in utf8)
        {
            count += (one & 0xC0) == 0x80 ? 0 : 1;
        }

        return count;
    }

    public static bool Has(ReadOnlySpan<byte> text, SchemaFormat format) => format switch
    {
        SchemaFormat.DateTime => Rfc3339.Parse(text, out _) == QuarantineReason.None,
        SchemaFormat.Date => text.Length == 10 && IsDate(text),
        SchemaFormat.Uuid => text.Length == 36 && Utf8Parser.TryParse(text, out Guid _, out var read, 'D') && read == 36,
        _ => true,
    };

    private static bool IsDate(ReadOnlySpan<byte> text)
    {
        Span<byte> instant = stackalloc byte[20];
        text.CopyTo(instant);
        "T00:00:00Z"u8.CopyTo(instant[10..]);
        return Rfc3339.Parse(instant, out _) == QuarantineReason.None;
    }
}
