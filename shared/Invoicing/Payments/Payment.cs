namespace RevenueFunctions.Invoicing;

/// <summary>Money that came in for an invoice, or went back. Never changes once recorded.</summary>
/// <param name="Id">"{invoice id}:{reference}".</param>
/// <param name="Reference">What the bank or the payment provider calls it: the same reference again is the same payment.</param>
/// <param name="InvoiceId">The invoice.</param>
/// <param name="LegalEntityId">The entity that was paid.</param>
/// <param name="AccountId">Who paid.</param>
/// <param name="Amount">What moved, in <paramref name="Currency"/>; below zero: a refund.</param>
/// <param name="Currency">The currency in which it moved.</param>
/// <param name="Settles">What it takes off the invoice's open amount, in the invoice's currency.</param>
/// <param name="PaidAt">When the money moved; the accounting date is this day in the account's time zone.</param>
/// <param name="OpenBefore">What was open before it, in the invoice's currency.</param>
/// <param name="ExchangeRate">Units of the books' currency for one unit of <paramref name="Currency"/>, as the bank converted; absent: that of the catalog on the day.</param>
/// <param name="RecordedAt">When the fabric heard of it.</param>
public sealed record Payment(
    string Id,
    string Reference,
    string InvoiceId,
    string LegalEntityId,
    string AccountId,
    decimal Amount,
    string Currency,
    decimal Settles,
    DateTimeOffset PaidAt,
    decimal OpenBefore,
    decimal? ExchangeRate,
    DateTimeOffset RecordedAt);
