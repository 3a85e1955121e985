using System.Globalization;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Reconciliation;

/// <summary>Compares what was credited and paid of an invoice with its credit notes, its payments and the books. Pure.</summary>
public static class SettlementComparison
{
    /// <summary>The invoice's own figures against its notes and payments: no cent credited that no note shows, and none more than was billed.</summary>
    public static IEnumerable<ReconciliationBreak> Documents(SettledInvoice settled)
    {
        ArgumentNullException.ThrowIfNull(settled);
        var (invoice, standing) = (settled.Invoice, settled.Invoice.Settlement ?? new InvoiceSettlement());
        var (credited, paid) = (settled.Notes.Sum(note => note.Total), settled.Payments.Sum(payment => payment.Settles));
        if (credited != standing.Credited || paid != standing.Paid)
        {
            yield return new(BreakKind.Settlement, invoice.Id, Text("notes and payments", credited, paid), Text("invoice", standing.Credited, standing.Paid),
                "The invoice's credit notes and payments do not add up to what it says was credited and paid.");
        }

        var left = CreditLeft.Of(invoice, settled.Notes.Select(note => note.Amounts));
        if ((invoice.State == InvoiceState.Credited && !left.IsNothing)
            || invoice.Lines.Any(line => Math.Abs(left.AmountOf(line.Number)) > Math.Abs(line.Amount) || left.AmountOf(line.Number) * line.Amount < 0m))
        {
            yield return new(BreakKind.Settlement, $"{invoice.Id}/left", string.Create(CultureInfo.InvariantCulture, $"invoice: {invoice.State}"),
                string.Create(CultureInfo.InvariantCulture, $"left: {left.Total}"), "The invoice's credit notes do not add up to its lines and taxes.");
        }
    }

    /// <summary>One document for each note and payment, with what it takes off the receivable; and over all of them what is open.</summary>
    /// <param name="settled">The invoice.</param>
    /// <param name="documents">What the books have under the posting keys of the invoice, its reversal, its notes and payments.</param>
    /// <param name="receivable">The account on which a document books what is owed.</param>
    /// <param name="settledBefore">What happened after this instant may still be under way.</param>
    public static IEnumerable<ReconciliationBreak> Books(
        SettledInvoice settled, IReadOnlyDictionary<string, ErpDocument> documents, Func<JournalEntry, string> receivable, DateTimeOffset settledBefore)
    {
        ArgumentNullException.ThrowIfNull(settled);
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(receivable);
        var invoice = settled.Invoice;

        // An invoice that is not in the books has its own break, and nothing there can be taken off it.
        if (!documents.TryGetValue(PostingKeys.Invoice(invoice.Id), out var own))
        {
            yield break;
        }

        var owed = Owed(own, invoice, receivable);
        var isWhole = true;
        foreach (var (key, off, moves, at, text) in Expected(settled))
        {
            if (!documents.TryGetValue(key, out var document))
            {
                isWhole &= !moves;
                if (at < settledBefore && moves)
                {
                    yield return new(BreakKind.PostingMissing, key, string.Create(CultureInfo.InvariantCulture, $"{text}: {off}"), "books: none", $"{text} has no document in the books.");
                }
            }
            else if (Owed(document, invoice, receivable) is var taken && taken == -off)
            {
                owed += taken;
            }
            else
            {
                isWhole = false;
                yield return new(BreakKind.PostingAmount, key, string.Create(CultureInfo.InvariantCulture, $"{text}: {off}"),
                    string.Create(CultureInfo.InvariantCulture, $"books: {-taken}"), $"{document.Reference} takes another amount off the receivable than {text}.");
            }
        }

        if (settled.IsReversed && documents.TryGetValue(PostingKeys.Reversal(PostingKeys.Invoice(invoice.Id)), out var reversal))
        {
            owed += Owed(reversal, invoice, receivable);
        }

        if (isWhole && owed is { } inBooks && (!settled.IsReversed || documents.ContainsKey(PostingKeys.Reversal(PostingKeys.Invoice(invoice.Id)))) && inBooks != invoice.OpenAmount)
        {
            yield return new(BreakKind.OpenAmount, invoice.Id, string.Create(CultureInfo.InvariantCulture, $"invoice: {invoice.OpenAmount}"),
                string.Create(CultureInfo.InvariantCulture, $"books: {inBooks}"), "The receivable in the books differs from what is open on the invoice.");
        }
    }

    private static IEnumerable<(string Key, decimal Off, bool Moves, DateTimeOffset At, string Text)> Expected(SettledInvoice settled) =>
        settled.Notes.Where(note => !note.IsReversed)
            .Select(note => (
                PostingKeys.CreditNote(note.Id), note.AmountOff, note.Lines.Any(line => line.Net != 0m) || note.TaxTotal != 0m, note.IssuedAt ?? DateTimeOffset.MaxValue,
                $"Credit note {note.Number ?? note.Id}"))
            .Concat(settled.Payments.Select(payment => (PostingKeys.Payment(payment.Id), payment.Settles, true, payment.RecordedAt, $"Payment {payment.Reference}")));

    /// <summary>What a document books as owed by the account, in the invoice's currency; null when the books do not keep that currency.</summary>
    private static decimal? Owed(ErpDocument document, Invoice invoice, Func<JournalEntry, string> receivable)
    {
        var account = receivable(document.Entry);
        var lines = document.Entry.Lines.Where(line => line.Account == account && line.Party == invoice.AccountId).ToList();
        return document.Entry.Currency == invoice.Currency
            ? lines.Sum(line => line.Debit - line.Credit)
            : lines.TrueForAll(line => line.Transaction?.Currency == invoice.Currency) ? lines.Sum(line => line.Transaction!.Amount) : null;
    }

    private static string Text(string side, decimal credited, decimal paid) => string.Create(CultureInfo.InvariantCulture, $"{side}: credited {credited}, paid {paid}");
}
