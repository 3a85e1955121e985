using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>What an invoice says, all but its identity.</summary>
/// <param name="Currency">Currency of all amounts.</param>
/// <param name="Lines">What is charged, net of tax.</param>
/// <param name="Coupons">What coupons took off, net of tax.</param>
/// <param name="Taxes">The taxes.</param>
/// <param name="LineTaxes">Each line's share of the taxes, in the lines' order; they add up to the taxes.</param>
/// <param name="Credits">What prepaid credits pay.</param>
/// <param name="Notes">What the customer should know.</param>
public sealed record ComposedInvoice(
    string Currency,
    ImmutableArray<InvoiceLine> Lines,
    ImmutableArray<InvoiceCoupon> Coupons,
    ImmutableArray<InvoiceTax> Taxes,
    ImmutableArray<decimal> LineTaxes,
    ImmutableArray<InvoiceCredit> Credits,
    ImmutableArray<string> Notes)
{
    /// <summary>Sum of the lines less the coupons.</summary>
    public decimal Subtotal { get; } = Lines.Sum(line => line.Net);

    /// <summary>Sum of the taxes.</summary>
    public decimal TaxTotal { get; } = Taxes.Sum(tax => tax.Amount);

    /// <summary>Subtotal plus tax.</summary>
    public decimal Total => Subtotal + TaxTotal;

    /// <summary>What is left to pay.</summary>
    public decimal AmountDue => Total - Credits.Sum(credit => credit.Amount);
}
