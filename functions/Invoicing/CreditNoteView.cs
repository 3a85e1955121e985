using System.Collections.Immutable;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>A credit note as finance asks for it.</summary>
/// <param name="Number">Its number; absent for the moment before it is allotted.</param>
/// <param name="Total">Subtotal plus tax: what it takes off the invoice.</param>
/// <param name="AmountOff">What of that it takes off the money owed; the rest came back as prepaid credit.</param>
/// <param name="Currency">Currency of all amounts.</param>
/// <param name="Reason">Why.</param>
/// <param name="Posting">Where its journal entry stands; absent when it has none.</param>
/// <param name="Id">"{invoice id}:credit:1", ":2" …</param>
/// <param name="Key">What whoever asked for it calls it.</param>
/// <param name="InvoiceId">The invoice.</param>
/// <param name="InvoiceNumber">Its number.</param>
/// <param name="LegalEntityId">The entity that issues it.</param>
/// <param name="AccountId">Whom it is for.</param>
/// <param name="Subtotal">Sum of the lines less the coupons' share.</param>
/// <param name="TaxTotal">Sum of the taxes.</param>
/// <param name="Taxes">Tax by class and rate.</param>
/// <param name="Credits">Prepaid credit that comes back.</param>
/// <param name="IsLast">True when nothing is left of the invoice after it.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="Lines">What is taken back, by invoice line; left out in lists.</param>
public sealed record CreditNoteView(
    string? Number,
    decimal Total,
    decimal AmountOff,
    string Currency,
    string Reason,
    InvoicePosting? Posting,
    string Id,
    string Key,
    string InvoiceId,
    string InvoiceNumber,
    string LegalEntityId,
    string AccountId,
    decimal Subtotal,
    decimal TaxTotal,
    ImmutableArray<InvoiceTax> Taxes,
    ImmutableArray<InvoiceCredit> Credits,
    bool IsLast,
    DateTimeOffset? IssuedAt,
    ImmutableArray<CreditNoteLine> Lines = default)
{
    /// <summary>The view of a note.</summary>
    public static CreditNoteView Of(CreditNote note, InvoicePosting? posting = null)
    {
        ArgumentNullException.ThrowIfNull(note);
        return new CreditNoteView(
            note.Number, note.Total, note.AmountOff, note.Currency, note.Reason, posting, note.Id, note.Key, note.InvoiceId, note.InvoiceNumber, note.LegalEntityId,
            note.AccountId, note.Subtotal, note.TaxTotal, note.Taxes, note.Credits, note.IsLast, note.IssuedAt, note.Lines);
    }
}
