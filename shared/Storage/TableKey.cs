using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RevenueFunctions.Storage;

/// <summary>Builds keys from ids that come from outside: what Tables forbid is escaped reversibly, what is too long is hashed.</summary>
public static class TableKey
{
    /// <summary>Characters of an escaped id; longer ids end in a hash (their full text belongs in the row's value).</summary>
    public const int IdCharacters = 120;

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~@+= ");

    /// <summary>
    /// Letters, digits and - _ . ~ @ + = and blanks stay; every other UTF-8 byte becomes ! and two hex digits. So ':' and '|' are
    /// free to separate parts of a key. An id that would exceed <see cref="IdCharacters"/> is cut and ends in !! and a SHA-256 prefix.
    /// </summary>
    public static string Escape(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.Length is > 0 and <= IdCharacters && !id.AsSpan().ContainsAnyExcept(Plain))
        {
            return id;
        }

        if (id.Length == 0)
        {
            return "!";
        }

        var escaped = new StringBuilder();
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in id.EnumerateRunes())
        {
            if (rune.IsBmp && Plain.Contains((char)rune.Value))
            {
                escaped.Append((char)rune.Value);
            }
            else
            {
                var length = rune.EncodeToUtf8(utf8);
                for (var at = 0; at < length; at++)
                {
                    escaped.Append('!').Append(utf8[at].ToString("X2", CultureInfo.InvariantCulture));
                }
            }

            if (escaped.Length > IdCharacters)
            {
                var hash = SHA256.HashData(Encoding.UTF8.GetBytes(id));
                return string.Concat(escaped.ToString(0, IdCharacters - 34), "!!", Convert.ToHexString(hash, 0, 16));
            }
        }

        return escaped.ToString();
    }

    /// <summary>A number as a key of fixed width, so that ordinal order is numeric order. From 0 to 999,999,999,999,999.</summary>
    public static string Number(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return value.ToString("D15", CultureInfo.InvariantCulture);
    }

    /// <summary>An instant as a key of fixed width (milliseconds since 1970 UTC), so that ordinal order is time order.</summary>
    public static string Time(DateTimeOffset instant) => Number(Math.Max(0, instant.ToUnixTimeMilliseconds()));
}
