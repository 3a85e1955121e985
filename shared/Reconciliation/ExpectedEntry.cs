using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Reconciliation;

/// <summary>The entry that an issued invoice should have. Pure.</summary>
internal static class ExpectedEntry
{
    /// <summary>
    /// By the version of the posting rules and the exchange rate that its document names, or, without a document, by those of its day. Null when
    /// the invoice moves nothing.
    /// </summary>
    public static JournalEntry? Of(CatalogSnapshot catalog, LegalEntity entity, Invoice invoice, JournalEntry? booked)
    {
        var issuedAt = invoice.IssuedAt!.Value;
        var account = catalog.Accounts.GetValueOrDefault(invoice.AccountId);
        var date = account is null ? DateOnly.FromDateTime(issuedAt.UtcDateTime) : BillingCalendar.DateAt(account, issuedAt);

        // Without a rate there is no entry yet, and its absence is what is found.
        var terms = BookingTerms.Find(catalog, entity, account, invoice.Currency, date) ?? new BookingTerms(entity, date, RulesInForce.At(catalog, entity, date), account);
        return JournalEntries.ForInvoice(invoice, booked is null ? terms : terms.As(catalog, booked));
    }
}
