using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// Takes the tax out of prices that include it, so that every invoice reads the same way: net lines, less net coupons, plus tax. What the
/// customer pays for a line is not moved by a cent: its net is what is left of the discounted price when its tax is taken out.
/// </summary>
internal static class InclusivePrices
{
    public static (ImmutableArray<InvoiceLine> Lines, ImmutableArray<InvoiceCoupon> Coupons) TakeOut(
        string currency, DiscountedLines discounted, ImmutableArray<LineTax> taxes)
    {
        var totals = new decimal[discounted.Coupons.Length];
        if (!taxes.Any(tax => tax.IsIncluded))
        {
            for (var coupon = 0; coupon < totals.Length; coupon++)
            {
                totals[coupon] = discounted.Coupons[coupon].Shares.Sum();
            }

            return (discounted.Lines, Coupons(discounted, totals));
        }

        var lines = discounted.Lines.ToBuilder();
        for (var at = 0; at < lines.Count; at++)
        {
            decimal[] shares = [.. discounted.Coupons.Select(coupon => coupon.Shares[at])];
            if (taxes[at].IsIncluded)
            {
                lines[at] = Net(currency, lines[at], taxes[at]);
                shares = shares.Length == 0 ? shares : [.. LargestRemainder.Split(new Money(lines[at].Discount, currency), shares)];
            }

            for (var coupon = 0; coupon < totals.Length; coupon++)
            {
                totals[coupon] += shares[coupon];
            }
        }

        return (lines.ToImmutable(), Coupons(discounted, totals));
    }

    private static InvoiceLine Net(string currency, InvoiceLine line, LineTax tax)
    {
        var net = line.Net - tax.Tax;
        var discount = Currencies.Round(new Money(line.Discount / (1m + tax.Rate), currency)).Amount;
        return line with { Amount = net + discount, Discount = discount, IncludedTax = line.Amount - net - discount };
    }

    private static ImmutableArray<InvoiceCoupon> Coupons(DiscountedLines discounted, decimal[] totals) =>
        [.. discounted.Coupons.Select((one, at) => new InvoiceCoupon(one.Coupon.Key, one.Coupon.Name, totals[at]))];
}
