using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Reconciliation;

/// <summary>Compares an invoice with the books. Pure.</summary>
public static class LedgerComparison
{
    /// <summary>The invoice's figures among themselves.</summary>
    public static IEnumerable<ReconciliationBreak> Totals(Invoice invoice)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        var (lines, taxes) = (invoice.Lines.Sum(line => line.Net), invoice.Taxes.Sum(tax => tax.Amount));
        if (lines != invoice.Subtotal || taxes != invoice.TaxTotal || invoice.Subtotal + invoice.TaxTotal != invoice.Total
            || invoice.Lines.Sum(line => line.Discount) != invoice.Coupons.Sum(coupon => coupon.Amount))
        {
            yield return new(BreakKind.InvoiceTotal, invoice.Id, Text("lines and taxes", lines + taxes), Text("total", invoice.Total),
                "The invoice's lines and taxes do not add up to its total.");
        }
    }

    /// <summary>One document for the invoice, with its amounts, on the right accounts, balanced, in the month of issue.</summary>
    /// <param name="invoice">An issued invoice.</param>
    /// <param name="expected">Its entry by the posting rules; null when it moves nothing.</param>
    /// <param name="documents">What the books have under its posting key.</param>
    public static IEnumerable<ReconciliationBreak> Document(InvoiceSummary invoice, JournalEntry? expected, IReadOnlyList<ErpDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        return Document(invoice.Id, expected, documents);
    }

    /// <summary>One document for whatever gives rise to the entry, with its amounts, on the right accounts, balanced, in its month.</summary>
    /// <param name="subject">What it is: an invoice's id or a posting key.</param>
    /// <param name="expected">The entry; null when it moves nothing.</param>
    /// <param name="documents">What the books have under its posting key.</param>
    public static IEnumerable<ReconciliationBreak> Document(string subject, JournalEntry? expected, IReadOnlyList<ErpDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        if (documents.Count == 0)
        {
            return expected is null
                ? []
                : [new(BreakKind.PostingMissing, subject, Text(expected.Description, expected.TotalDebit), "books: none", $"{expected.Description} has no document in the books.")];
        }

        var breaks = documents.SelectMany(document => One(subject, expected, document));
        return documents.Count == 1 ? breaks : breaks.Append(new ReconciliationBreak(
            BreakKind.PostingDuplicate, subject, "expected: one document", $"books: {string.Join(", ", documents.Select(document => document.Reference))}",
            $"{subject} has more than one document in the books."));
    }

    private static IEnumerable<ReconciliationBreak> One(string subject, JournalEntry? expected, ErpDocument document)
    {
        var entry = document.Entry;
        if (entry.TotalDebit != entry.TotalCredit)
        {
            yield return new(BreakKind.PostingUnbalanced, document.Reference, Text("debit", entry.TotalDebit), Text("credit", entry.TotalCredit),
                $"{document.Reference} does not balance.");
        }

        if (entry.TotalDebit != (expected?.TotalDebit ?? 0m) || (expected is not null && entry.Currency != expected.Currency))
        {
            yield return new(BreakKind.PostingAmount, subject, $"{Text("expected", expected?.TotalDebit ?? 0m)} {expected?.Currency}",
                $"{Text("books", entry.TotalDebit)} {entry.Currency}", $"{document.Reference} has another amount than {subject}.");
        }
        else if (expected is not null && Accounts(entry) != Accounts(expected))
        {
            yield return new(BreakKind.PostingAccounts, subject, Accounts(expected), Accounts(entry), $"{document.Reference} is booked on other accounts than the posting rules say.");
        }

        // An entry of a closed period is booked on a later day and names the one it belongs to.
        var day = entry.OriginalDate ?? entry.AccountingDate;
        if (expected is not null && (day.Year, day.Month) != (expected.AccountingDate.Year, expected.AccountingDate.Month))
        {
            yield return new(BreakKind.PostingTiming, subject, $"expected: {expected.AccountingDate:O}", $"books: {entry.AccountingDate:O}",
                $"{document.Reference} is booked in another month than {subject} belongs to.");
        }
    }

    private static string Accounts(JournalEntry entry) => string.Join(", ", entry.Lines
        .GroupBy(line => line.Account, StringComparer.Ordinal)
        .OrderBy(lines => lines.Key, StringComparer.Ordinal)
        .Select(lines => string.Create(CultureInfo.InvariantCulture, $"{lines.Key}: {lines.Sum(line => line.Debit - line.Credit):0.############}")));

    private static string Text(string side, decimal amount) => string.Create(CultureInfo.InvariantCulture, $"{side}: {amount}");
}
