using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>An invoice that was tried out.</summary>
/// <param name="Lines">What is charged.</param>
/// <param name="MinimumSpend">What the minimum spend adds.</param>
/// <param name="Coupons">What coupons take off, in their order.</param>
/// <param name="Subtotal">Sum of the lines less the coupons.</param>
/// <param name="Taxes">By class and rate.</param>
/// <param name="TaxTotal">Sum of the taxes.</param>
/// <param name="Total">Subtotal plus tax.</param>
/// <param name="Credits">What prepaid credits pay.</param>
/// <param name="AmountDue">What is left to pay.</param>
/// <param name="Notes">What the law wants on the invoice.</param>
/// <param name="CreditNotes">The credit notes.</param>
public sealed record PreviewedInvoice(
    ImmutableArray<PreviewedLine> Lines,
    decimal MinimumSpend,
    ImmutableArray<InvoiceCoupon> Coupons,
    decimal Subtotal,
    ImmutableArray<InvoiceTax> Taxes,
    decimal TaxTotal,
    decimal Total,
    ImmutableArray<InvoiceCredit> Credits,
    decimal AmountDue,
    ImmutableArray<string> Notes,
    ImmutableArray<PreviewedCreditNote> CreditNotes);
