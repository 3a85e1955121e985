using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>A document that takes an issued invoice back, in full or in part. Its content never changes; its number follows at once.</summary>
/// <param name="Id">From <see cref="CreditNoteId"/>.</param>
/// <param name="Key">What whoever asked for it calls it: the same key again is the same note.</param>
/// <param name="InvoiceId">The invoice.</param>
/// <param name="InvoiceNumber">Its number.</param>
/// <param name="LegalEntityId">The entity that issues it.</param>
/// <param name="AccountId">Whom it is for.</param>
/// <param name="Currency">Currency of all amounts.</param>
/// <param name="Reason">Why.</param>
/// <param name="Lines">What is taken back, by invoice line.</param>
/// <param name="Taxes">The tax on it, by class and rate.</param>
/// <param name="Credits">Prepaid credit that comes back, the one drawn last first.</param>
/// <param name="Subtotal">Sum of the lines less the coupons' share.</param>
/// <param name="TaxTotal">Sum of the taxes.</param>
/// <param name="Total">Subtotal plus tax.</param>
/// <param name="IsLast">True when nothing is left of the invoice after it.</param>
/// <param name="IsReversed">True when the books are put right by the reversal of the invoice's entry, so that the note has none of its own.</param>
/// <param name="Request">Hash of what was asked for: another request under the key is a conflict.</param>
/// <param name="OpenBefore">What was open on the invoice before it.</param>
/// <param name="Number">Gapless within the legal entity's credit notes; absent for the moment before it is allotted.</param>
/// <param name="IssuedAt">When the number was allotted.</param>
/// <param name="IsForgiven">True when the period stays billed: what is credited is not charged again.</param>
public sealed record CreditNote(
    string Id,
    string Key,
    string InvoiceId,
    string InvoiceNumber,
    string LegalEntityId,
    string AccountId,
    string Currency,
    string Reason,
    ImmutableArray<CreditNoteLine> Lines,
    ImmutableArray<InvoiceTax> Taxes,
    ImmutableArray<InvoiceCredit> Credits,
    decimal Subtotal,
    decimal TaxTotal,
    decimal Total,
    bool IsLast,
    bool IsReversed,
    string Request,
    decimal OpenBefore,
    string? Number = null,
    DateTimeOffset? IssuedAt = null,
    bool IsForgiven = false)
{
    /// <summary>What it takes off the money owed: the total less the prepaid credit that comes back.</summary>
    public decimal AmountOff => Total - Credits.Sum(credit => credit.Amount);

    /// <summary>Its figures.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public CreditNoteAmounts Amounts => new(Lines, Taxes, Credits);
}
