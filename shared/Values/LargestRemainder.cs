using System.Collections.Immutable;

namespace RevenueFunctions;

/// <summary>
/// Splits an amount into parts that are payable and add up to it exactly: each part is its share cut to the currency's minor unit, and the
/// units left over go to the parts that lost most by the cut, the first of equals first.
/// </summary>
public static class LargestRemainder
{
    /// <summary>Losses are told apart down to this part of a minor unit.</summary>
    private const long Finest = 1_000_000_000_000;

    /// <summary>More parts than anything is split into.</summary>
    private const int Places = 8_000_000;

    /// <summary>The parts, in order of the weights. A weight of zero gets nothing; without any weight above zero the first part takes all.</summary>
    /// <param name="amount">A whole number of minor units; may be below zero.</param>
    /// <param name="weights">The shares, none below zero, at least one.</param>
    public static ImmutableArray<decimal> Split(Money amount, params ReadOnlySpan<decimal> weights)
    {
        ArgumentOutOfRangeException.ThrowIfZero(weights.Length, nameof(weights));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(weights.Length, Places, nameof(weights));
        var whole = 0m;
        foreach (var weight in weights)
        {
            // Compared, because a weight that was computed may be a zero below zero (-0.00), which is a zero all the same.
            ArgumentOutOfRangeException.ThrowIfLessThan(weight, 0m, nameof(weights));
            whole += weight;
        }

        var parts = new decimal[weights.Length];
        if (whole == 0m)
        {
            parts[0] = amount.Amount;
            return [.. parts];
        }

        var decimals = Currencies.Decimals(amount.Currency);
        var zero = new decimal(0, 0, 0, false, (byte)decimals);
        var lost = new decimal[weights.Length];
        var left = amount.Amount;
        for (var at = 0; at < parts.Length; at++)
        {
            var share = amount.Amount * weights[at] / whole;
            parts[at] = Math.Round(share, decimals, MidpointRounding.ToZero) + zero;
            lost[at] = Math.Abs(share - parts[at]);
            left -= parts[at];
        }

        if (left != 0m)
        {
            Spread(parts, lost, weights, left, new decimal(1, 0, 0, left < 0m, (byte)decimals));
        }

        return [.. parts];
    }

    private static void Spread(decimal[] parts, decimal[] lost, ReadOnlySpan<decimal> weights, decimal left, decimal unit)
    {
        // One whole number a part, the largest loss first and the first of equals first: an invoice may have ten thousand lines to sort.
        var smallest = Math.Abs(unit);
        var keys = new long[parts.Length];
        var count = 0;
        for (var at = 0; at < parts.Length; at++)
        {
            if (weights[at] > 0m)
            {
                // Rounded, not cut: two thirds of a large amount and of a small one end on other digits, and are equal all the same.
                keys[count++] = ((Finest - (long)Math.Round(lost[at] / smallest * Finest)) * Places) + at;
            }
        }

        Array.Sort(keys, 0, count);

        // Fewer units are left than there are parts; the loop comes round only for an amount that is no whole number of units.
        for (var next = 0; Math.Abs(left) >= smallest; next = (next + 1) % count)
        {
            parts[keys[next] % Places] += unit;
            left -= unit;
        }

        parts[keys[0] % Places] += left;
    }
}
