using System.Globalization;
using System.Text;

namespace RevenueFunctions;

/// <summary>
/// Text from outside as it may stand in a message, a log line or a terminal: cut to a length, and what could forge a line, colour a terminal
/// or turn the reading order round shown as dots.
/// </summary>
public static class PrintableText
{
    /// <summary>The text, of at most so many characters.</summary>
    public static string Of(string? text, int characters)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        var cut = text.AsSpan(0, Math.Min(text.Length, characters));
        var printable = new StringBuilder(cut.Length);
        foreach (var rune in cut.EnumerateRunes())
        {
            // A half of a pair, also one that the cut left behind, is read as U+FFFD.
            printable.Append(IsPrintable(rune) ? rune.ToString() : "·");
        }

        return printable.ToString();
    }

    /// <summary>True when the text can stand as it is.</summary>
    public static bool Is(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsPrintable(rune))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPrintable(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
