using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// What coupons take off the lines: each, in its order, off what the ones before left. A percentage is rounded once, on the sum of the
/// lines it applies to, and then shared out by what is left of each line, so that ten lines of 10 % are 10 % to the cent.
/// </summary>
internal sealed class CouponDiscounts
{
    private readonly List<(Coupon Coupon, decimal[] Shares)> applied = [];
    private readonly decimal[] left;

    private CouponDiscounts(ImmutableArray<InvoiceLine> lines) => left = [.. lines.Select(line => line.Amount)];

    public static CouponDiscounts Of(string currency, ImmutableArray<Coupon> coupons, ImmutableArray<InvoiceLine> lines)
    {
        var discounts = new CouponDiscounts(lines);
        foreach (var coupon in coupons)
        {
            discounts.Apply(currency, coupon, lines);
        }

        return discounts;
    }

    /// <summary>The coupons that took something off, in their order, each with its share of every line.</summary>
    public IReadOnlyList<(Coupon Coupon, decimal[] Shares)> Applied => applied;

    /// <summary>What they take off a line together.</summary>
    public decimal Of(int line)
    {
        var off = 0m;
        foreach (var (_, shares) in applied)
        {
            off += shares[line];
        }

        return off;
    }

    private void Apply(string currency, Coupon coupon, ImmutableArray<InvoiceLine> lines)
    {
        // Lines below zero (corrections) lower what the coupon is computed of; shared out it is over the others, so that no line's discount is below zero.
        var weights = new decimal[left.Length];
        var subject = 0m;
        for (var at = 0; at < left.Length; at++)
        {
            if (coupon.Products.IsEmpty || coupon.Products.Contains(lines[at].Product))
            {
                subject += left[at];
                weights[at] = Math.Max(left[at], 0m);
            }
        }

        if (subject <= 0m)
        {
            return;
        }

        var off = Currencies.Round(new Money(coupon.Percent is { } percent ? subject * percent / 100m : Math.Min(coupon.Amount ?? 0m, subject), currency)).Amount;
        if (off == 0m)
        {
            return;
        }

        decimal[] shares = [.. LargestRemainder.Split(new Money(off, currency), weights)];
        for (var at = 0; at < left.Length; at++)
        {
            left[at] -= shares[at];
        }

        applied.Add((coupon, shares));
    }
}
