using System.Collections.Immutable;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Posting;

/// <summary>
/// Books a credit note: what an invoice over the note's figures would be booked as, by the rules and the rate that booked the invoice, with
/// debits and credits exchanged. So whatever the rules do with revenue, deferral, discounts, tax, prepaid credit or dimensions is undone alike.
/// </summary>
public static class CreditNoteEntry
{
    /// <summary>The note's entry; null when it moves nothing.</summary>
    /// <param name="note">A numbered note.</param>
    /// <param name="invoice">Its invoice, with the lines.</param>
    /// <param name="booked">The terms that the invoice was booked by.</param>
    /// <param name="accountingDate">The day of the note.</param>
    /// <param name="cuts">By invoice line, how the credit of a deferred fee is split between what is not earned yet and revenue.</param>
    public static JournalEntry? Of(
        CreditNote note, Invoice invoice, BookingTerms booked, DateOnly accountingDate, IReadOnlyDictionary<int, DeferralCut>? cuts = null)
    {
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(invoice);
        ArgumentNullException.ThrowIfNull(booked);
        var billed = invoice.Lines.ToDictionary(line => line.Number);
        var credited = invoice with
        {
            Lines = [.. note.Lines.SelectMany(line => LinesOf(line, billed[line.Line], cuts?.GetValueOrDefault(line.Line)))],
            Taxes = note.Taxes,
            Credits = note.Credits,
            Subtotal = note.Subtotal,
            TaxTotal = note.TaxTotal,
            Total = note.Total,
        };
        return JournalEntries.ForInvoice(credited, booked) is { } entry
            ? JournalEntries.Mirror(InBooks(entry, note, booked, billed, cuts), PostingKeys.CreditNote(note.Id), accountingDate, $"Credit note {note.Number} on invoice {note.InvoiceNumber}")
            : null;
    }

    /// <summary>Of a deferred fee, what is not earned yet comes back from where it was deferred, the rest from revenue; both net, as it was deferred.</summary>
    private static IEnumerable<InvoiceLine> LinesOf(CreditNoteLine credited, InvoiceLine line, DeferralCut? cut) => cut is null
        ? [line with { Amount = credited.Amount, Discount = credited.Discount }]
        :
        [
            line with { Amount = cut.Deferred, Discount = 0m },
            line with { Amount = cut.Revenue, Discount = 0m, Kind = LineKind.Usage },
        ];

    /// <summary>
    /// In another currency than the books', each note would round what it takes off the receivable and off a deferred fee by itself, and a cent
    /// would stay on an invoice that is settled: so it takes the difference of what stands before and after it.
    /// </summary>
    private static JournalEntry InBooks(
        JournalEntry entry, CreditNote note, BookingTerms booked, Dictionary<int, InvoiceLine> billed, IReadOnlyDictionary<int, DeferralCut>? cuts)
    {
        if (booked.Entity.Currency == note.Currency)
        {
            return entry;
        }

        var rules = booked.Rules.Rules;
        entry = Exact(entry, rules, line => line.Account == rules.Receivable && line.Party is not null, OpenReceivable.Off(note.OpenBefore, note.AmountOff, booked));
        foreach (var product in (cuts ?? ImmutableDictionary<int, DeferralCut>.Empty).GroupBy(cut => billed[cut.Key].Product, StringComparer.Ordinal))
        {
            var account = rules.DeferredRevenueOf(product.Key);
            entry = Exact(entry, rules, line => line.Account == account && line.Product == product.Key, -product.Sum(cut => cut.Value.DeferredBooked));
        }

        return entry;
    }

    /// <summary>The entry with a line booked at an amount, above zero on the debit side; the difference goes to the rounding account.</summary>
    private static JournalEntry Exact(JournalEntry entry, PostingRules rules, Func<JournalLine, bool> isMeant, decimal debit)
    {
        if (entry.Lines.FirstOrDefault(isMeant) is not { } line || line.Debit - line.Credit == debit)
        {
            return entry;
        }

        var difference = line.Debit - line.Credit - debit;
        return entry with
        {
            Lines = entry.Lines.Replace(line, line with { Debit = Math.Max(debit, 0m), Credit = Math.Max(-debit, 0m) })
                .Add(new JournalLine(rules.RoundingDifference, Math.Max(difference, 0m), Math.Max(-difference, 0m))),
        };
    }
}
