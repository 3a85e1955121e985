using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>An invoice without its lines: its state and its totals. The parameters are those of <see cref="Invoice"/>.</summary>
public sealed record InvoiceSummary(
    string Id,
    string LegalEntityId,
    string AccountId,
    string PeriodKey,
    string Currency,
    InvoiceState State,
    ImmutableArray<InvoiceTax> Taxes,
    decimal Subtotal,
    decimal TaxTotal,
    decimal Total,
    long UsageEventCount,
    string UsageSetHash,
    int PaymentTermDays,
    int LineCount,
    string? Number = null,
    DateTimeOffset? IssuedAt = null,
    DateTimeOffset? DueAt = null,
    string? PostingReference = null,
    CreditNoteReference? CreditNote = null,
    ImmutableArray<InvoiceCoupon> Coupons = default,
    ImmutableArray<InvoiceCredit> Credits = default,
    ImmutableArray<string> Notes = default,
    InvoiceSettlement? Settlement = null)
{
    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<InvoiceCoupon> Coupons { get; init; } = Coupons.IsDefault ? [] : Coupons;

    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<InvoiceCredit> Credits { get; init; } = Credits.IsDefault ? [] : Credits;

    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<string> Notes { get; init; } = Notes.IsDefault ? [] : Notes;

    /// <summary>What is left to pay: the total less the prepaid credits.</summary>
    public decimal AmountDue => Total - Credits.Sum(credit => credit.Amount);

    /// <summary>What is open now: what was to be paid less what was credited and paid since. Below zero: the entity owes it to the customer.</summary>
    public decimal OpenAmount => AmountDue - (Settlement?.CreditedOff ?? 0m) - (Settlement?.Paid ?? 0m);

    /// <summary>How far it is paid.</summary>
    public PaymentState PaymentState => OpenAmount switch
    {
        0m => PaymentState.Paid,
        < 0m => PaymentState.Owed,
        _ => Settlement?.Paid > 0m ? PaymentState.PartiallyPaid : PaymentState.Unpaid,
    };

    /// <summary>True when its period is billed by it: it was issued, and not taken back to bill the period anew.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Stands => State is InvoiceState.Issued or InvoiceState.Posted || (State == InvoiceState.Credited && CreditNote is { IsForgiven: true });

    /// <summary>The invoice without its lines.</summary>
    public static InvoiceSummary Of(Invoice invoice)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        return new InvoiceSummary(
            invoice.Id, invoice.LegalEntityId, invoice.AccountId, invoice.PeriodKey, invoice.Currency, invoice.State, invoice.Taxes, invoice.Subtotal,
            invoice.TaxTotal, invoice.Total, invoice.UsageEventCount, invoice.UsageSetHash, invoice.PaymentTermDays, invoice.Lines.Length,
            invoice.Number, invoice.IssuedAt, invoice.DueAt, invoice.PostingReference, invoice.CreditNote, invoice.Coupons, invoice.Credits, invoice.Notes,
            invoice.Settlement);
    }

    /// <summary>The invoice with its lines.</summary>
    public Invoice With(ImmutableArray<InvoiceLine> lines) => new(
        Id, LegalEntityId, AccountId, PeriodKey, Currency, State, lines, Taxes, Subtotal, TaxTotal, Total,
        UsageEventCount, UsageSetHash, PaymentTermDays, Number, IssuedAt, DueAt, PostingReference, CreditNote, Coupons, Credits, Notes, Settlement);
}
