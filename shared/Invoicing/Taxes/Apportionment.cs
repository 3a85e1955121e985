using System.Collections.Immutable;
using System.Runtime.InteropServices;

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

        if (missing == 0m)
        {
            return ImmutableCollectionsMarshal.AsImmutableArray(parts);
        }

        // The units go to those that rounding moved furthest the other way. They are few: what is over in some is short in others.
        var unit = new decimal(1, 0, 0, missing < 0m, (byte)Currencies.Decimals(currency));
        var count = (int)(missing / unit);
        var furthest = new PriorityQueue<int, (decimal Moved, int Order)>(count + 1);
        for (var at = 0; at < parts.Length; at++)
        {
            furthest.Enqueue(at, ((exact[at] - parts[at]) * Math.Sign(missing), -at));
            if (furthest.Count > count)
            {
                furthest.Dequeue();
            }
        }

        foreach (var (at, _) in furthest.UnorderedItems)
        {
            parts[at] += unit;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(parts);
    }
}
