using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>The figures of a credit note. Signs are those of the invoice: a note of 10 takes 10 off what the customer owes.</summary>
/// <param name="Lines">What is taken back, by invoice line.</param>
/// <param name="Taxes">The tax on it, by class and rate.</param>
/// <param name="Credits">Prepaid credit that comes back, the one drawn last first.</param>
public sealed record CreditNoteAmounts(ImmutableArray<CreditNoteLine> Lines, ImmutableArray<InvoiceTax> Taxes, ImmutableArray<InvoiceCredit> Credits)
{
    /// <summary>Sum of the lines less the coupons' share.</summary>
    public decimal Subtotal { get; } = Lines.Sum(line => line.Net);

    /// <summary>Sum of the taxes.</summary>
    public decimal TaxTotal { get; } = Taxes.Sum(tax => tax.Amount);

    /// <summary>Subtotal plus tax.</summary>
    public decimal Total => Subtotal + TaxTotal;

    /// <summary>Prepaid credit that comes back.</summary>
    public decimal CreditsReturned { get; } = Credits.Sum(credit => credit.Amount);

    /// <summary>What it takes off the money owed: the total less the prepaid credit that comes back.</summary>
    public decimal AmountOff => Total - CreditsReturned;
}
