using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Posting;

/// <summary>
/// Books a payment: the bank against the receivable. The receivable goes at the rate that the invoice was booked at, the bank at that of the
/// payment; what lies between them was gained or lost by the exchange.
/// </summary>
public static class PaymentEntry
{
    private const int RateDecimals = 12;

    /// <summary>The payment's entry.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="invoice">Its invoice.</param>
    /// <param name="booked">The terms that the invoice was booked by.</param>
    /// <param name="accountingDate">The day of the payment.</param>
    /// <param name="rate">Units of the books' currency for one unit of the payment's.</param>
    public static JournalEntry Of(Payment payment, InvoiceSummary invoice, BookingTerms booked, DateOnly accountingDate, decimal rate)
    {
        ArgumentNullException.ThrowIfNull(payment);
        ArgumentNullException.ThrowIfNull(invoice);
        ArgumentNullException.ThrowIfNull(booked);
        var rules = booked.Rules.Rules;
        var currency = booked.Entity.Currency;
        var bank = ExchangeRates.Convert(payment.Amount, rate, currency);
        var receivable = OpenReceivable.Off(payment.OpenBefore, payment.Settles, booked);

        // The ledger balances each currency by itself: beside the books' there is only the invoice's.
        var paidAt = booked with { Rate = Math.Round(Math.Abs(bank / payment.Settles), RateDecimals) is var own and > 0m ? own : booked.Rate };
        var lines = new EntryLines(paidAt, invoice.Currency);
        lines.Add(rules.Bank, payment.Settles, booked: bank);
        var owed = new EntryLines(booked, invoice.Currency);
        owed.Add(rules.Receivable, -payment.Settles, party: payment.AccountId, booked: -receivable);
        owed.AddBooked(bank > receivable ? rules.ExchangeGain : rules.ExchangeLoss, receivable - bank);
        var text = payment.Currency == invoice.Currency
            ? $"Payment {payment.Reference} of invoice {invoice.Number}"
            : FormattableString.Invariant($"Payment {payment.Reference} of {payment.Amount} {payment.Currency} of invoice {invoice.Number}");
        return new JournalEntry(
            PostingKeys.Payment(payment.Id), payment.LegalEntityId, accountingDate, currency, text, [.. lines.Collected, .. owed.Collected], booked.Rules.Version);
    }
}
