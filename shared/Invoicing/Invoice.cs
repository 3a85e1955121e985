using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>An issued demand for payment for one account and billing period. Immutable once issued, but for its state.</summary>
/// <param name="Id">Derived from business identity: "{account}:{period}".</param>
/// <param name="LegalEntityId">The entity that issues it.</param>
/// <param name="AccountId">Whom it is for.</param>
/// <param name="PeriodKey">The billing period it charges.</param>
/// <param name="Currency">Currency of all amounts.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Number">Gapless within the legal entity; absent on a draft.</param>
/// <param name="IssuedAt">When it was issued; absent on a draft.</param>
/// <param name="DueAt">When it is due; absent on a draft.</param>
/// <param name="Lines">What is charged.</param>
/// <param name="Taxes">Tax by class and rate.</param>
/// <param name="Subtotal">Sum of the rounded lines.</param>
/// <param name="TaxTotal">Sum of the taxes.</param>
/// <param name="Total">Subtotal plus tax.</param>
/// <param name="UsageEventCount">Usage records the invoice covers.</param>
/// <param name="UsageSetHash">Order-independent hash of exactly those records, 32 hex digits.</param>
/// <param name="CreditNote">The credit note that takes it back in full, when it was compensated.</param>
public sealed record Invoice(
    string Id,
    string LegalEntityId,
    string AccountId,
    string PeriodKey,
    string Currency,
    InvoiceState State,
    string? Number,
    DateTimeOffset? IssuedAt,
    DateTimeOffset? DueAt,
    ImmutableArray<InvoiceLine> Lines,
    ImmutableArray<InvoiceTax> Taxes,
    decimal Subtotal,
    decimal TaxTotal,
    decimal Total,
    long UsageEventCount,
    string UsageSetHash,
    CreditNote? CreditNote = null);

/// <summary>Where an invoice stands.</summary>
public enum InvoiceState
{
    /// <summary>Rated, not issued: has no number and may still be dropped.</summary>
    Draft,

    /// <summary>Issued under a number; not in the books yet.</summary>
    Issued,

    /// <summary>Its journal entry is in the ledger.</summary>
    Posted,

    /// <summary>Taken back in full by a credit note.</summary>
    Credited,

    /// <summary>Dropped before it was issued.</summary>
    Void,
}

/// <summary>One item of an invoice.</summary>
/// <param name="Number">From 1.</param>
/// <param name="SubscriptionId">The contract it comes from.</param>
/// <param name="RateCardKey">The rate card it comes from.</param>
/// <param name="Product">The product sold.</param>
/// <param name="Description">Text for the customer.</param>
/// <param name="ServiceFrom">When the service was delivered, from (inclusive).</param>
/// <param name="ServiceTo">When the service was delivered, to (exclusive).</param>
/// <param name="Quantity">Units charged; 1 for a fee.</param>
/// <param name="Unit">Unit of the quantity.</param>
/// <param name="Amount">Net amount, rounded to the currency's minor unit.</param>
/// <param name="TaxClass">Product tax class.</param>
/// <param name="Derivation">How the amount came about.</param>
public sealed record InvoiceLine(
    int Number,
    string SubscriptionId,
    string RateCardKey,
    string Product,
    string Description,
    DateTimeOffset ServiceFrom,
    DateTimeOffset ServiceTo,
    decimal Quantity,
    string Unit,
    decimal Amount,
    string TaxClass,
    Rating.Derivation Derivation);

/// <summary>Tax of one class and rate on an invoice.</summary>
public sealed record InvoiceTax(string TaxClass, string Name, decimal Rate, decimal Base, decimal Amount);

/// <summary>A document that takes back an issued invoice in full, numbered in the credit note series of the legal entity.</summary>
public sealed record CreditNote(string Number, DateTimeOffset IssuedAt, string Reason);
