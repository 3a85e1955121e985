namespace RevenueFunctions.Ingest;

/// <summary>Exact decimals from UTF-8 text: what a decimal cannot hold digit for digit is refused, never rounded silently.</summary>
internal static class DecimalText
{
    private const int Digits = 28;

    /// <summary>Reads a number in JSON's grammar. Trailing zeros of the fraction are not kept, so that equal numbers are equal bytes.</summary>
    public static QuarantineReason Parse(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0m;
        var at = 0;
        var negative = text.Length > 0 && text[0] == '-';
        if (negative)
        {
            at++;
        }

        if (!ReadMantissa(text, ref at, out var mantissa, out var digits, out var exponent) || !ReadExponent(text, ref at, out var power) || at != text.Length)
        {
            return QuarantineReason.NotANumber;
        }

        if (digits > Digits)
        {
            return exponent + power + digits > Digits ? QuarantineReason.NumberOutOfRange : QuarantineReason.NumberNotExact;
        }

        if (mantissa == UInt128.Zero)
        {
            return QuarantineReason.None;
        }

        exponent += power;
        if (exponent > 0)
        {
            if (digits + exponent > Digits)
            {
                return QuarantineReason.NumberOutOfRange;
            }

            for (; exponent > 0; exponent--)
            {
                mantissa *= 10;
            }
        }

        if (-exponent > Digits)
        {
            return QuarantineReason.NumberNotExact;
        }

        var low = (ulong)mantissa;
        value = new decimal((int)low, (int)(low >> 32), (int)(mantissa >> 64), negative, (byte)-exponent);
        return QuarantineReason.None;
    }

    // mantissa x 10^exponent, the mantissa without leading and trailing zeros.
    private static bool ReadMantissa(ReadOnlySpan<byte> text, ref int at, out UInt128 mantissa, out int digits, out int exponent)
    {
        (mantissa, digits, exponent) = (UInt128.Zero, 0, 0);
        var (start, whole, zeros, fraction) = (at, 0, 0, false);
        var small = 0UL;
        for (; at < text.Length; at++)
        {
            var one = text[at];
            if (one == '.' && !fraction && whole > 0)
            {
                fraction = true;
                continue;
            }

            var digit = one - '0';
            if ((uint)digit > 9)
            {
                break;
            }

            if (fraction)
            {
                exponent--;
            }
            else
            {
                whole++;
            }

            if (digit == 0)
            {
                zeros += digits > 0 ? 1 : 0;
                continue;
            }

            Append(ref small, ref mantissa, ref digits, zeros, (ulong)digit);
            zeros = 0;
        }

        mantissa = digits <= 18 ? small : mantissa;
        exponent += zeros;
        return whole > 0 && text[at - 1] != '.' && (whole == 1 || text[start] != '0');
    }

    // Up to 18 digits stay in a machine word; past the 28th the value no longer matters, only that there were too many.
    private static void Append(ref ulong small, ref UInt128 mantissa, ref int digits, int zeros, ulong digit)
    {
        for (; zeros >= 0; zeros--, digits++)
        {
            if (digits < 18)
            {
                small *= 10;
            }
            else if (digits < Digits)
            {
                mantissa = digits == 18 ? (UInt128)small * 10 : mantissa * 10;
            }
        }

        small += digits <= 18 ? digit : 0;
        mantissa += digits is > 18 and <= Digits ? digit : 0;
    }

    private static bool ReadExponent(ReadOnlySpan<byte> text, ref int at, out int power)
    {
        power = 0;
        if (at == text.Length || (text[at] | 0x20) != 'e')
        {
            return true;
        }

        at++;
        var negative = at < text.Length && text[at] == '-';
        if (at < text.Length && text[at] is (byte)'-' or (byte)'+')
        {
            at++;
        }

        var first = at;
        for (; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++)
        {
            power = Math.Min((power * 10) + (text[at] - '0'), 99999);
        }

        power = negative ? -power : power;
        return at > first;
    }
}
