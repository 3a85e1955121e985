using System.Collections.Immutable;

namespace RevenueFunctions.Posting;

/// <summary>Splits an amount by weights so that the parts add up to it exactly. Pure.</summary>
public static class Allocation
{
    /// <summary>
    /// The parts, in order of the weights: each is cut down to the smallest unit, and the units that are left go one each to the largest
    /// remainders; of equal remainders the earlier part gets it.
    /// </summary>
    /// <param name="amount">What is split; not finer than <paramref name="decimals"/>. May be below zero.</param>
    /// <param name="weights">Zero or more each, one of them above zero.</param>
    /// <param name="decimals">Decimals of the smallest unit.</param>
    public static ImmutableArray<decimal> Split(decimal amount, IReadOnlyList<decimal> weights, int decimals)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var total = weights.Sum();
        if (total <= 0m || weights.Any(weight => weight < 0m))
        {
            throw new ArgumentException("Weights are zero or more, and one of them is above zero.", nameof(weights));
        }

        // In whole units, so that nothing is lost to a division before the remainders are compared.
        var unit = new decimal(1, 0, 0, false, (byte)decimals);
        var units = decimal.Truncate(Math.Abs(amount) / unit);
        var exact = weights.Select(weight => units * weight / total).ToArray();
        var parts = exact.Select(decimal.Truncate).ToArray();
        var left = (int)(units - parts.Sum());
        foreach (var at in Enumerable.Range(0, parts.Length).OrderByDescending(at => exact[at] - parts[at]).ThenBy(at => at).Take(left))
        {
            parts[at]++;
        }

        return [.. parts.Select(part => Math.Sign(amount) * part * unit)];
    }
}
