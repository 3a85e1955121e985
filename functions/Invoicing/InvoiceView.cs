using System.Collections.Immutable;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>An invoice as finance asks for it: where it stands first, then what it says, then where to read on.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Number">Its number; absent on a draft.</param>
/// <param name="Total">Subtotal plus tax.</param>
/// <param name="Currency">Currency of all amounts.</param>
/// <param name="Posting">Where its journal entry stands; absent when none was queued.</param>
/// <param name="Id">"{account}:{period}", with ":2", ":3" … for invoices that replace one.</param>
/// <param name="LegalEntityId">The entity that issues it.</param>
/// <param name="AccountId">Whom it is for.</param>
/// <param name="PeriodKey">The billing period.</param>
/// <param name="Subtotal">Sum of the lines.</param>
/// <param name="TaxTotal">Sum of the taxes.</param>
/// <param name="Taxes">Tax by class and rate.</param>
/// <param name="Coupons">What coupons took off.</param>
/// <param name="Credits">What prepaid credits pay of the total.</param>
/// <param name="AmountDue">What is left to pay.</param>
/// <param name="Notes">What the customer should know.</param>
/// <param name="LineCount">How many lines it has.</param>
/// <param name="UsageEventCount">Usage records it covers.</param>
/// <param name="UsageSetHash">Order-independent hash of exactly those records.</param>
/// <param name="Links">Where to read on.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="DueAt">When it is due.</param>
/// <param name="CreditNote">The credit note after which nothing was left of it.</param>
/// <param name="CreditedAmount">What its credit notes took back of the total.</param>
/// <param name="PaidAmount">What was paid, less what was refunded.</param>
/// <param name="OpenAmount">What is left to pay; below zero, what the entity owes.</param>
/// <param name="PaymentState">How far it is paid.</param>
public sealed record InvoiceView(
    InvoiceState State,
    string? Number,
    decimal Total,
    string Currency,
    InvoicePosting? Posting,
    string Id,
    string LegalEntityId,
    string AccountId,
    string PeriodKey,
    decimal Subtotal,
    decimal TaxTotal,
    ImmutableArray<InvoiceTax> Taxes,
    ImmutableArray<InvoiceCoupon> Coupons,
    ImmutableArray<InvoiceCredit> Credits,
    decimal AmountDue,
    ImmutableArray<string> Notes,
    int LineCount,
    long UsageEventCount,
    string UsageSetHash,
    InvoiceLinks Links,
    DateTimeOffset? IssuedAt,
    DateTimeOffset? DueAt,
    CreditNoteReference? CreditNote,
    decimal CreditedAmount,
    decimal PaidAmount,
    decimal OpenAmount,
    PaymentState PaymentState)
{
    /// <summary>The view of an invoice.</summary>
    public static InvoiceView Of(InvoiceSummary invoice, InvoicePosting? posting)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        return new InvoiceView(
            invoice.State, invoice.Number, invoice.Total, invoice.Currency, posting, invoice.Id, invoice.LegalEntityId, invoice.AccountId, invoice.PeriodKey,
            invoice.Subtotal, invoice.TaxTotal, invoice.Taxes, invoice.Coupons, invoice.Credits, invoice.AmountDue, invoice.Notes,
            invoice.LineCount, invoice.UsageEventCount, invoice.UsageSetHash, InvoiceLinks.Of(invoice.Id),
            invoice.IssuedAt, invoice.DueAt, invoice.CreditNote,
            invoice.Settlement?.Credited ?? 0m, invoice.Settlement?.Paid ?? 0m, invoice.OpenAmount, invoice.PaymentState);
    }
}
