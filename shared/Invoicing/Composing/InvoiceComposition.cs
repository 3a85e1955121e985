using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// Puts an invoice together: charges, minimum spend, coupons, tax, prepaid credits, in this order. Pure, in two halves, because between
/// them a tax engine may be asked that is not ours.
/// </summary>
public static class InvoiceComposition
{
    /// <summary>The first half: the lines with the minimum spend's true-up and what the coupons take off.</summary>
    public static DiscountedLines Discount(CompositionTerms terms, ImmutableArray<InvoiceLine> charges)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ImmutableArray<InvoiceLine> lines = MinimumSpendTrueUp.Of(terms, charges) is { } trueUp ? [.. charges, trueUp] : charges;
        if (terms.Coupons.IsEmpty)
        {
            return new DiscountedLines(lines, []);
        }

        var discounts = CouponDiscounts.Of(terms.Currency, terms.Coupons, lines);
        return new DiscountedLines(
            [.. lines.Select((line, at) => discounts.Of(at) is var off and not 0m ? line with { Discount = off } : line)],
            [.. discounts.Applied.Select(one => (one.Coupon, one.Shares.ToImmutableArray()))]);
    }

    /// <summary>The second half: taxes the lines and draws prepaid credits.</summary>
    /// <param name="currency">Currency of the invoice.</param>
    /// <param name="discounted">From <see cref="Discount"/>.</param>
    /// <param name="taxed">What the tax engine answered for exactly these lines.</param>
    /// <param name="credits">What the account has, in any order.</param>
    /// <param name="period">The billing period: a credit pays for it when it had not expired before its end.</param>
    public static ComposedInvoice Settle(
        string currency, DiscountedLines discounted, TaxOutcome.Taxed taxed, ImmutableArray<CreditBalance> credits, BillingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(discounted);
        ArgumentNullException.ThrowIfNull(taxed);
        var (lines, coupons) = InclusivePrices.TakeOut(currency, discounted, taxed.Lines);
        ImmutableArray<decimal> lineTaxes = [.. taxed.Lines.Select(line => line.Tax)];
        var drawn = CreditDrawdown.Draw(currency, lines, lineTaxes, credits, period);
        return new ComposedInvoice(currency, lines, coupons, taxed.Taxes, lineTaxes, drawn, taxed.Notes);
    }
}
