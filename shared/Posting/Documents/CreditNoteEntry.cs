using System.Collections.Immutable;
using RevenueFunctions.Invoicing;

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
    public static JournalEntry? Of(CreditNote note, Invoice invoice, BookingTerms booked, DateOnly accountingDate)
    {
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(invoice);
        ArgumentNullException.ThrowIfNull(booked);
        var billed = invoice.Lines.ToDictionary(line => line.Number);
        var credited = invoice with
        {
            Lines = [.. note.Lines.Select(line => billed[line.Line] with { Amount = line.Amount, Discount = line.Discount })],
            Taxes = note.Taxes,
            Credits = note.Credits,
            Subtotal = note.Subtotal,
            TaxTotal = note.TaxTotal,
            Total = note.Total,
        };
        return JournalEntries.ForInvoice(credited, booked) is { } entry
            ? JournalEntries.Mirror(WithOpenAmount(entry, note, booked), PostingKeys.CreditNote(note.Id), accountingDate, $"Credit note {note.Number} on invoice {note.InvoiceNumber}")
            : null;
    }

    /// <summary>
    /// In another currency than the books', each note would round what it takes off the receivable by itself, and a cent would stay on an
    /// invoice that is settled: so it takes the difference of what is open before and after it.
    /// </summary>
    private static JournalEntry WithOpenAmount(JournalEntry entry, CreditNote note, BookingTerms booked)
    {
        var receivable = entry.Lines.FirstOrDefault(line => line.Account == booked.Rules.Rules.Receivable && line.Party is not null);
        if (receivable?.Transaction is null)
        {
            return entry;
        }

        var off = OpenReceivable.Off(note.OpenBefore, note.AmountOff, booked);
        var difference = receivable.Debit - receivable.Credit - off;
        var lines = entry.Lines.Replace(receivable, receivable with { Debit = Math.Max(off, 0m), Credit = Math.Max(-off, 0m) });
        return difference == 0m
            ? entry
            : entry with { Lines = lines.Add(new JournalLine(booked.Rules.Rules.RoundingDifference, Math.Max(difference, 0m), Math.Max(-difference, 0m))) };
    }
}
