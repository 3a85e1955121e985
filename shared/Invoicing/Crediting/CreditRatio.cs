using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// A part of a whole, kept as the two numbers it was given as: 29/30 of 200 is computed as 200 x 29 / 30, because a ratio rounded first
/// gives another cent.
/// </summary>
/// <param name="Part">Above zero.</param>
/// <param name="Whole">Above zero.</param>
public readonly record struct CreditRatio(decimal Part, decimal Whole)
{
    private const decimal Largest = 1_000_000_000m;

    /// <summary>True when it is the whole or more: a ratio is capped at 1.</summary>
    public bool IsWhole => Part >= Whole;

    /// <summary>Reads "29/30" or "0.25"; false when the text is neither, or not above zero.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CreditRatio? ratio)
    {
        ratio = null;
        var parts = (text ?? string.Empty).Split('/');
        var whole = 1m;
        if (parts.Length > 2 || !TryRead(parts[0], out var part) || (parts.Length == 2 && !TryRead(parts[1], out whole)))
        {
            return false;
        }

        ratio = new CreditRatio(part, whole);
        return true;
    }

    /// <summary>The part of an amount, not rounded.</summary>
    public decimal Of(decimal amount) => amount * Part / Whole;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Part}/{Whole}");

    private static bool TryRead(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && value is > 0m and <= Largest;
}
