using System.Globalization;
using System.Numerics;
using System.Text;
using RevenueFunctions.Ingest;

namespace RevenueFunctions.Tests.Unit.Ingest;

/// <summary>Numbers and times read from bytes, against the framework's own parsers and exact arithmetic.</summary>
public sealed class TextReadingTests
{
    [Fact]
    public void DecimalText_RandomNumbers_AreExactOrRefused()
    {
        var random = new Random(7);
        var (exact, refused) = (0, 0);
        for (var round = 0; round < 20_000; round++)
        {
            var text = Number(random);
            var reason = DecimalText.Parse(Encoding.UTF8.GetBytes(text), out var value);
            var (mantissa, exponent) = Exact(text);
            var digits = mantissa.IsZero ? 0 : BigInteger.Abs(mantissa).ToString(CultureInfo.InvariantCulture).Length;
            var fits = mantissa.IsZero || (digits + Math.Max(0, exponent) <= 28 && exponent >= -28);
            Assert.True(fits == (reason == QuarantineReason.None), $"{text} gave {reason}");
            if (fits)
            {
                var (ours, scale) = Exact(value.ToString(CultureInfo.InvariantCulture));
                Assert.True((mantissa, mantissa.IsZero ? 0 : exponent) == (ours, ours.IsZero ? 0 : scale), $"{text} was read as {value}");
                exact++;
            }
            else
            {
                refused++;
            }
        }

        Assert.True(exact > 5000 && refused > 2000, $"{exact} exact, {refused} refused");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("01")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1 ")]
    [InlineData("1,5")]
    [InlineData("0x10")]
    [InlineData("--1")]
    [InlineData("1.2.3")]
    [InlineData("NaN")]
    public void DecimalText_NoNumber_IsRefused(string text) => Assert.Equal(QuarantineReason.NotANumber, DecimalText.Parse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Rfc3339_RandomInstants_EqualTheFrameworksReading()
    {
        var random = new Random(11);
        for (var round = 0; round < 5000; round++)
        {
            var instant = new DateTimeOffset(random.NextInt64(new DateTime(2, 1, 1).Ticks, new DateTime(9998, 1, 1).Ticks), TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(random.Next(-14 * 60, 14 * 60)));
            var text = instant.ToString(random.Next(3) switch { 0 => "yyyy-MM-ddTHH:mm:sszzz", 1 => "yyyy-MM-ddTHH:mm:ss.fffzzz", _ => "yyyy-MM-dd't'HH:mm:ss.fffffffzzz" }, CultureInfo.InvariantCulture);

            Assert.Equal(QuarantineReason.None, Rfc3339.Parse(Encoding.UTF8.GetBytes(text), out var milliseconds));
            Assert.Equal(DateTimeOffset.Parse(text.ToUpperInvariant(), CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(), milliseconds);
        }
    }

    [Theory]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z")]
    [InlineData("2026-10-01T00:00:00z", "2026-10-01T00:00:00Z")]
    [InlineData("2026-10-01T00:00:00-00:00", "2026-10-01T00:00:00Z")]
    public void Rfc3339_UnusualForms_AreRead(string text, string same)
    {
        Rfc3339.Parse(Encoding.UTF8.GetBytes(text), out var left);
        Rfc3339.Parse(Encoding.UTF8.GetBytes(same), out var right);
        Assert.Equal(right, left);
    }

    [Fact]
    public void ContentHash_EachBitAndLength_ChangesTheHash()
    {
        var hashes = new HashSet<UInt128>();
        var count = 0;
        for (var length = 0; length < 70; length++)
        {
            var bytes = new byte[length];
            Assert.True(hashes.Add(ContentHash.Of(bytes)), $"length {length}");
            for (var bit = 0; bit < length * 8; bit++, count++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.True(hashes.Add(ContentHash.Of(bytes)), $"length {length}, bit {bit}");
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        Assert.True(count > 10_000);
    }

    private static string Number(Random random)
    {
        var text = new StringBuilder(random.Next(3) == 0 ? "-" : string.Empty);
        var whole = random.Next(1, 24);
        text.Append(random.Next(4) == 0 ? "0" : Digits(random, whole).TrimStart('0').PadLeft(1, '1'));
        if (random.Next(2) == 0)
        {
            text.Append('.').Append(Digits(random, random.Next(1, 24)));
        }

        if (random.Next(3) == 0)
        {
            text.Append(random.Next(2) == 0 ? 'e' : 'E').Append(random.Next(3) switch { 0 => "-", 1 => "+", _ => string.Empty }).Append(random.Next(30));
        }

        return text.ToString();
    }

    private static string Digits(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => random.Next(3) == 0 ? '0' : (char)('0' + random.Next(10))));

    // The number as mantissa x 10^exponent with no trailing zeros in the mantissa.
    private static (BigInteger Mantissa, int Exponent) Exact(string text)
    {
        var exponentAt = text.IndexOfAny(['e', 'E']);
        var exponent = exponentAt < 0 ? 0 : int.Parse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var number = exponentAt < 0 ? text : text[..exponentAt];
        var point = number.IndexOf('.', StringComparison.Ordinal);
        exponent -= point < 0 ? 0 : number.Length - point - 1;
        var mantissa = BigInteger.Parse(number.Replace(".", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture);
        while (!mantissa.IsZero && mantissa % 10 == 0)
        {
            (mantissa, exponent) = (mantissa / 10, exponent + 1);
        }

        return (mantissa, exponent);
    }
}
