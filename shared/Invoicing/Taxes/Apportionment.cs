using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>Rounds exact amounts of either sign so that they add up to a total that was rounded by itself: each is moved by less than a minor unit.</summary>
internal static class Apportionment
{
    public static ImmutableArray<decimal> Of(string currency, IReadOnlyList<decimal> exact, decimal total)
    {
        var parts = new decimal[exact.Count];
        var missing = total;
        for (var at = 0; at < parts.Length; at++)
        {
            parts[at] = Currencies.Round(new Money(exact[at], currency)).Amount;
            missing -= parts[at];
        }

        if (missing != 0m)
        {
            // The units go to those that rounding moved furthest the other way.
            var unit = new decimal(1, 0, 0, missing < 0m, (byte)Currencies.Decimals(currency));
            int[] order = [.. Enumerable.Range(0, parts.Length).OrderByDescending(at => (exact[at] - parts[at]) * Math.Sign(missing)).ThenBy(at => at)];
            for (var at = 0; missing != 0m && at < order.Length; at++)
            {
                parts[order[at]] += unit;
                missing -= unit;
            }
        }

        return [.. parts];
    }
}
