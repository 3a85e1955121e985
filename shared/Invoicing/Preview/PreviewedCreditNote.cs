using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>A credit note that was tried out.</summary>
/// <param name="Lines">What it takes back, by charge.</param>
/// <param name="Taxes">The tax on it.</param>
/// <param name="Credits">Prepaid credit that comes back.</param>
/// <param name="Subtotal">Sum of the lines less the coupons' share.</param>
/// <param name="TaxTotal">Sum of the taxes.</param>
/// <param name="Total">Subtotal plus tax.</param>
/// <param name="IsLast">True when nothing is left of the invoice after it.</param>
public sealed record PreviewedCreditNote(
    ImmutableArray<PreviewedCreditNoteLine> Lines, ImmutableArray<InvoiceTax> Taxes, ImmutableArray<InvoiceCredit> Credits, decimal Subtotal, decimal TaxTotal, decimal Total, bool IsLast);
