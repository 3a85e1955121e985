using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// Pays an invoice from prepaid credits, after tax: by priority, then what expires first, then what was granted first. A grant for certain
/// products pays only for their lines, tax included.
/// </summary>
internal static class CreditDrawdown
{
    public static ImmutableArray<InvoiceCredit> Draw(
        string currency, ImmutableArray<InvoiceLine> lines, ImmutableArray<decimal> taxes, ImmutableArray<CreditBalance> credits, BillingPeriod period)
    {
        if (credits.IsDefaultOrEmpty)
        {
            return [];
        }

        var left = new decimal[lines.Length];
        for (var at = 0; at < left.Length; at++)
        {
            left[at] = lines[at].Net + taxes[at];
        }

        // What is to be paid, which lines below zero lower; no grant can pay more than this.
        var due = left.Sum();
        var drawn = ImmutableArray.CreateBuilder<InvoiceCredit>();
        foreach (var credit in InOrder(credits.Where(one => one.Remaining > 0m && one.Grant.Currency == currency && one.Grant.Pays(period))))
        {
            if (due <= 0m)
            {
                break;
            }

            var products = credit.Grant.Products;
            decimal[] subject = [.. left.Select((amount, at) => products.IsEmpty || products.Contains(lines[at].Product) ? Math.Max(amount, 0m) : 0m)];
            var amount = Currencies.Round(new Money(Math.Min(Math.Min(credit.Remaining, subject.Sum()), due), currency)).Amount;
            if (amount <= 0m)
            {
                continue;
            }

            drawn.Add(new InvoiceCredit(credit.Grant.Id, credit.Grant.Name, amount));
            due -= amount;
            var shares = LargestRemainder.Split(new Money(amount, currency), subject);
            for (var at = 0; at < left.Length; at++)
            {
                left[at] -= shares[at];
            }
        }

        return drawn.ToImmutable();
    }

    private static IEnumerable<CreditBalance> InOrder(IEnumerable<CreditBalance> credits) => credits
        .OrderBy(one => one.Grant.Priority)
        .ThenBy(one => one.Grant.ExpiresAt ?? DateTimeOffset.MaxValue)
        .ThenBy(one => one.Grant.GrantedAt)
        .ThenBy(one => one.Grant.Id, StringComparer.Ordinal);
}
