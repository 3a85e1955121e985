namespace RevenueFunctions.Ingest;

/// <summary>Strict RFC 3339 instants from UTF-8, to the millisecond (further digits are cut).</summary>
internal static class Rfc3339
{
    /// <summary>Reads an instant as milliseconds since 1970 UTC.</summary>
    public static QuarantineReason Parse(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length < 19 || text.Length > 64 || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) is not ('t' or ' ') || text[10] == ' '
            || !ReadSeconds(text, out var seconds))
        {
            return QuarantineReason.InvalidTime;
        }

        var at = 19;
        if (!ReadFraction(text, ref at, out var fraction))
        {
            return QuarantineReason.InvalidTime;
        }

        if (at == text.Length)
        {
            return QuarantineReason.TimeWithoutZone;
        }

        if (!ReadZone(text[at..], out var offsetMinutes))
        {
            return QuarantineReason.InvalidTime;
        }

        milliseconds = ((seconds - (offsetMinutes * 60L)) * 1000) + fraction;
        return QuarantineReason.None;
    }

    /// <summary>Reads "yyyy-MM-dd HH:mm:ss" (fraction allowed), taken as UTC: the form of many exports.</summary>
    public static bool TryParseUtc(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length < 19 || text[4] != '-' || text[7] != '-' || text[10] != ' ' || !ReadSeconds(text, out var seconds))
        {
            return false;
        }

        var at = 19;
        if (!ReadFraction(text, ref at, out var fraction) || at != text.Length)
        {
            return false;
        }

        milliseconds = (seconds * 1000) + fraction;
        return true;
    }

    private static bool ReadSeconds(ReadOnlySpan<byte> text, out long seconds)
    {
        seconds = 0;
        if (text[13] != ':' || text[16] != ':'
            || !Digits(text[..4], out var year) || !Digits(text.Slice(5, 2), out var month) || !Digits(text.Slice(8, 2), out var day)
            || !Digits(text.Slice(11, 2), out var hour) || !Digits(text.Slice(14, 2), out var minute) || !Digits(text.Slice(17, 2), out var second))
        {
            return false;
        }

        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        // A leap second counts as the last second of its minute: no instant of its own exists in Unix time.
        seconds = (Days(year, month, day) * 86400L) + (hour * 3600) + (minute * 60) + Math.Min(second, 59);
        return true;
    }

    private static bool ReadFraction(ReadOnlySpan<byte> text, ref int at, out int milliseconds)
    {
        milliseconds = 0;
        if (at >= text.Length || text[at] != '.')
        {
            return true;
        }

        var first = ++at;
        for (var weight = 100; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++, weight /= 10)
        {
            milliseconds += (text[at] - '0') * weight;
        }

        return at > first;
    }

    private static bool ReadZone(ReadOnlySpan<byte> zone, out int minutes)
    {
        minutes = 0;
        if (zone.Length == 1)
        {
            return (zone[0] | 0x20) == 'z';
        }

        if (zone.Length != 6 || zone[0] is not ((byte)'+' or (byte)'-') || zone[3] != ':'
            || !Digits(zone.Slice(1, 2), out var hours) || !Digits(zone.Slice(4, 2), out var rest) || hours > 23 || rest > 59)
        {
            return false;
        }

        minutes = ((hours * 60) + rest) * (zone[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var one in text)
        {
            var digit = one - '0';
            if ((uint)digit > 9)
            {
                return false;
            }

            value = (value * 10) + digit;
        }

        return true;
    }

    // Days since 1970-01-01 in the proleptic Gregorian calendar, counted in years that begin in March.
    private static long Days(int year, int month, int day)
    {
        var marchYear = month <= 2 ? year - 1 : year;
        var era = marchYear / 400;
        var yearOfEra = marchYear - (era * 400);
        var dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        return (era * 146097L) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719468;
    }
}
