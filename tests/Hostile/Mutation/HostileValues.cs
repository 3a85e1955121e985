using System.Text.Json;

namespace RevenueFunctions.Tests.Hostile.Mutation;

/// <summary>What has broken other systems, by kind.</summary>
internal static class HostileValues
{
    /// <summary>Texts without half surrogates: they can stand in URLs and headers too, once escaped.</summary>
    public static readonly string[] Texts =
    [
        "", " ", "\0", "a\0b", "\t\r\n", "\u001b[31mred", "\u007f", "\u0085", "\u2028", "\uFEFFbom", "\u202Etxt.exe", "\u2066isolate\u2069", "\u200Bzero\u200Dwidth", "I\u0307", "\u0130stanbul", "\u0131d",
        "caf\u00E9", "cafe\u0301", "\u00DF", "\uFB01le", "\u1E9E", "\uD83D\uDE00\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67", "\uFFFF", "\uFFFD", "\U0010FFFF", new('\u0300', 400),
        "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1+1)*cmd", "'; DROP TABLE usage; --", "' OR '1'='1", "1; SELECT pg_sleep(9)", "\") or true--", "x' and PartitionKey ne '", "$filter=true", "union | where 1==1", "{{7*7}}", "${jndi:ldap://x}",
        "%s%s%n", "../../../etc/passwd", "..\\..\\windows", "/", "\\", "#", "?", "a/b\\c#d?e", "|", ":", "a:b|c", "!", "!!", "~", "*", "\"*\"", "<script>alert(1)</script>", "\r\nSet-Cookie: a=b", "2026-01-01 INFO forged\nline",
        "null", "undefined", "NaN", "true", "__proto__", "$type", "$ref", "$id", "constructor", "CON", "nul.txt", new('x', 255), new('x', 256), new('x', 257), new('\u00E9', 513), new(' ', 1000), new('/', 300),
    ];

    /// <summary>Numbers as JSON writes them, and as it must not.</summary>
    public static readonly string[] Numbers =
    [
        "0", "-0", "-0.0", "-1", "1", "0.1", "1.005", "2.5", "0.001", "0.0001", "1.234", "100.5", "999999999999.99", "1000000000000", "1000000000000.01", "1e15", "1e16", "1000000000000000.000000000001", "1e-12", "1e-13", "1e-28", "1e-30", "1e28", "7.9228162514264337593543950335e28",
        "79228162514264337593543950335", "79228162514264337593543950336", "-79228162514264337593543950335", "12345678901234567890123456789", "0.1234567890123456789012345678901", "1e400", "-1e400", "1e-400", "1E+99999999999", "2147483647", "2147483648", "-2147483648", "4294967296",
        "9007199254740993", "9223372036854775807", "9223372036854775808", "18446744073709551616", "1.7976931348623157e308", "5e-324", "NaN", "Infinity", "-Infinity", "01", "+1", ".5", "1.", "0x10", "1_000", "1,000", "\u0661",
        new('9', 400), "0." + new string('0', 400) + "1",
    ];

    /// <summary>Times at the edges of calendars and types, and none at all.</summary>
    public static readonly string[] Times =
    [
        "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59-14:00", "10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z",
        "2026-03-29T02:30:00+14:00", "2026-03-29T02:30:00-14:00", "2026-03-29T02:30:00+14:01", "2026-02-29T00:00:00Z", "2026-02-30T00:00:00Z", "2026-12-31T23:59:60Z", "2026-01-01T24:00:00Z", "2026-01-01", "2026-01-01T00:00:00", "2026-01-01T00:00:00.1234567890123Z",
        "2026-01-01t00:00:00z", "Thu, 01 Jan 2026 00:00:00 GMT", "1767225600", "20260101", "00010101", "99991231", "20261301", "20260231", "P1D", "now",
    ];

    /// <summary>Scalars as JSON writes them, raw: what no text of a program can hold as well.</summary>
    public static readonly string[] Scalars =
    [
        "null", "true", "false", "\"\"", "{}", "[]", "[null]", "{\"\":null}", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\ud83d\"", "\"\\u0000\"", "{\"\\ud800\":1}", "[\"\\udfff\"]", "{\"type\":\"\\ud800\"}", "\"\\x41\"", "'single'", "unquoted", "\"unterminated",
        "/* comment */ 1", "1 // comment", "{\"a\":1,}", "[1,]", "[1 2]", "{\"a\" 1}", "{1:2}", "\u0000", "\"raw\u0000nul\"", "\"raw\nline\"", "\"\u2028\"",
    ];

    /// <summary>Any scalar.</summary>
    public static JsonTree.Raw Scalar(SeededChoice choice) => choice.Below(10) switch
    {
        0 or 1 or 2 => new JsonTree.Raw(choice.Pick(Numbers)),
        3 => JsonTree.Text(choice.Pick(Numbers)),
        4 or 5 or 6 => new JsonTree.Raw(JsonSerializer.Serialize(choice.Pick(Texts))),
        7 => JsonTree.Text(choice.Pick(Times)),
        _ => new JsonTree.Raw(choice.Pick(Scalars)),
    };

    /// <summary>Any text.</summary>
    public static string Text(SeededChoice choice) => choice.Below(8) switch
    {
        0 => choice.Pick(Numbers),
        1 => choice.Pick(Times),
        _ => choice.Pick(Texts),
    };
}
