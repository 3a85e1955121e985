using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Posting;

/// <summary>Books an issued invoice by the posting rules. Pure: the same invoice and terms give the same entry, to the byte.</summary>
internal static class InvoiceEntry
{
    public static JournalEntry? Of(Invoice invoice, BookingTerms terms)
    {
        var rules = terms.Rules.Rules;
        var lines = new EntryLines(terms, invoice.Currency);
        var credits = invoice.Credits.Sum(credit => credit.Amount);
        lines.Add(rules.Receivable, invoice.Total - credits, party: invoice.AccountId);
        lines.Add(rules.PrepaidCredits, credits, party: invoice.AccountId);
        foreach (var product in invoice.Lines.GroupBy(line => line.Product, StringComparer.Ordinal).OrderBy(lines => lines.Key, StringComparer.Ordinal))
        {
            Product(lines, invoice, terms, product.Key, [.. product]);
        }

        foreach (var taxes in invoice.Taxes.GroupBy(tax => rules.TaxPayableOf(terms.Account?.Jurisdiction, tax.TaxClass), StringComparer.Ordinal).OrderBy(taxes => taxes.Key, StringComparer.Ordinal))
        {
            lines.Add(taxes.Key, -taxes.Sum(tax => tax.Amount));
        }

        // Whatever the total does not explain by its lines and taxes is shown on its own account instead of inside another figure.
        lines.Add(rules.RoundingDifference, invoice.Lines.Sum(line => line.Net) + invoice.Taxes.Sum(tax => tax.Amount) - invoice.Total);
        var all = lines.ToLines();
        return all.IsEmpty
            ? null
            : new JournalEntry(
                PostingKeys.Invoice(invoice.Id), invoice.LegalEntityId, terms.AccountingDate, terms.Entity.Currency,
                string.Create(CultureInfo.InvariantCulture, $"Invoice {invoice.Number}"), all, terms.Rules.Version);
    }

    private static void Product(EntryLines lines, Invoice invoice, BookingTerms terms, string product, ImmutableArray<InvoiceLine> all)
    {
        var rules = terms.Rules.Rules;
        var dimensions = LineDimensions.Of(terms, product, invoice.AccountId);
        var contra = rules.DiscountBooking == DiscountBooking.Contra;
        var deferred = all.Where(line => Deferral.IsDeferred(line, terms)).ToImmutableArray();
        var earned = all.RemoveAll(deferred.Contains);

        // A deferred fee is kept net of its coupons: what is recognised later is what the customer pays for it.
        lines.AddSplit(rules.RevenueOf(product), -earned.Sum(line => contra ? line.Amount : line.Net), product, Numbers(earned), dimensions);
        if (contra)
        {
            lines.AddSplit(rules.Discounts, earned.Sum(line => line.Discount), product, Numbers(earned), dimensions);
        }

        // Line by line, as the schedules release it: their amounts add up to the account to the cent.
        lines.Add(
            rules.DeferredRevenueOf(product), -deferred.Sum(line => line.Net), product: product, invoiceLines: Numbers(deferred), dimensions: dimensions,
            booked: -deferred.Sum(line => ExchangeRates.Convert(line.Net, terms.Rate, terms.Entity.Currency)));
    }

    private static ImmutableArray<int> Numbers(ImmutableArray<InvoiceLine> lines) => [.. lines.Select(line => line.Number).Order()];
}
