using System.Buffers;
using System.Text;
using System.Text.Json;

namespace RevenueFunctions.Ingest;

/// <summary>The texts that identify an event: their limits, and what they may not contain.</summary>
internal static class EventText
{
    public const int IdCharacters = 256;
    public const int SourceCharacters = 512;

    private static readonly SearchValues<byte> Suspicious =
        SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 0x7F, 0xC2]);

    /// <summary>The text of the string token the reader stands on: a slice of the body, or a copy when it is escaped.</summary>
    public static ReadOnlyMemory<byte> Of(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        if (!reader.ValueIsEscaped)
        {
            return body.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        }

        var copy = new byte[reader.ValueSpan.Length];
        return copy.AsMemory(0, reader.CopyString(copy));
    }

    public static QuarantineReason Check(ReadOnlySpan<byte> text, int limit)
    {
        if (text.IsEmpty)
        {
            return QuarantineReason.MissingField;
        }

        if (text.Length > limit && (text.Length > limit * 4 || Encoding.UTF8.GetCharCount(text) > limit))
        {
            return QuarantineReason.TextTooLong;
        }

        return text.ContainsAny(Suspicious) && HasControl(text) ? QuarantineReason.ControlCharacter : QuarantineReason.None;
    }

    // 0xC2 begins many harmless characters; followed by 0x80 to 0x9F it is a C1 control.
    private static bool HasControl(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] < 0x20 || text[at] == 0x7F || (text[at] == 0xC2 && at + 1 < text.Length && text[at + 1] < 0xA0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text for a person, cut to a readable length, control characters shown as dots.</summary>
    public static string Show(ReadOnlySpan<byte> text, int characters = 200)
    {
        var shown = Encoding.UTF8.GetString(text[..Math.Min(text.Length, characters * 4)]);
        shown = shown.Length > characters ? shown[..characters] : shown;
        return string.Create(shown.Length, shown, static (to, from) =>
        {
            for (var at = 0; at < from.Length; at++)
            {
                to[at] = char.IsControl(from[at]) ? '·' : from[at];
            }
        });
    }
}
