using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>An issued demand for payment for one account and billing period. Immutable once issued, but for its state.</summary>
/// <param name="Id">Derived from business identity, see <see cref="InvoiceId"/>.</param>
/// <param name="LegalEntityId">The entity that issues it.</param>
/// <param name="AccountId">Whom it is for.</param>
/// <param name="PeriodKey">The billing period it charges.</param>
/// <param name="Currency">Currency of all amounts.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Lines">What is charged.</param>
/// <param name="Taxes">Tax by class and rate.</param>
/// <param name="Subtotal">Sum of the rounded lines less the coupons.</param>
/// <param name="TaxTotal">Sum of the taxes.</param>
/// <param name="Total">Subtotal plus tax. Below zero when corrections exceed the charges: then the entity owes it.</param>
/// <param name="UsageEventCount">Usage records the invoice covers.</param>
/// <param name="UsageSetHash">Order-independent hash of exactly those records, 32 hex digits.</param>
/// <param name="PaymentTermDays">Days from issue to due date.</param>
/// <param name="Number">Gapless within the legal entity; absent on a draft.</param>
/// <param name="IssuedAt">When it was issued; absent on a draft.</param>
/// <param name="DueAt">When it is due; absent on a draft.</param>
/// <param name="PostingReference">The ERP's reference of its journal entry, once posted.</param>
/// <param name="CreditNote">The credit note after which nothing was left of it.</param>
/// <param name="Coupons">What coupons took off, in the order in which they applied.</param>
/// <param name="Credits">What prepaid credits pay of the total.</param>
/// <param name="Notes">What the customer should know: legal notes on tax, usage that was written off.</param>
/// <param name="Settlement">What was credited and paid since; absent: nothing.</param>
public sealed record Invoice(
    string Id,
    string LegalEntityId,
    string AccountId,
    string PeriodKey,
    string Currency,
    InvoiceState State,
    ImmutableArray<InvoiceLine> Lines,
    ImmutableArray<InvoiceTax> Taxes,
    decimal Subtotal,
    decimal TaxTotal,
    decimal Total,
    long UsageEventCount,
    string UsageSetHash,
    int PaymentTermDays,
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
}
