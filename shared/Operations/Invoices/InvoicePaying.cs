using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Operations;

/// <summary>Takes payments of invoices in and brings them into the books.</summary>
public sealed class InvoicePaying(InvoiceStore invoices, Payments payments, DocumentBooking booking, OpenCommands commands, TimeProvider clock)
{
    /// <summary>Records a payment, once for each reference.</summary>
    public async Task<PaymentOutcome> PayAsync(string invoiceId, PaymentRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var asked = await payments.CheckAsync(invoiceId, request, cancellationToken);
        if (asked is not PaymentOutcome.Recorded { Payment: { } payment, IsNew: var isNew })
        {
            return asked;
        }

        if (await booking.WorthAsync(payment, cancellationToken) is not { Amount: not 0m })
        {
            return new PaymentOutcome.Invalid(
            [
                new ValidationIssue("exchangeRate", "no-exchange-rate", $"There is no rate for {payment.Currency} on the day of the payment, or at its rate it is worth nothing.",
                    "Send the bank's rate, or add the day's rate to the catalog."),
            ]);
        }

        // Said once, so that a repeat by the sweep is the same payment on the same day.
        var open = new OpenCommand(OpenCommandKind.Pay, invoiceId, payment.Reference, clock.GetUtcNow(), Payment: isNew ? request with { PaidAt = payment.PaidAt } : request);
        await commands.KeepAsync(open, cancellationToken);
        var outcome = await CarryOutAsync(invoiceId, open.Payment!, cancellationToken);
        await commands.LetGoAsync(open, cancellationToken);
        return outcome;
    }

    /// <summary>Carries an accepted payment out, from wherever a crash left it.</summary>
    public async Task<PaymentOutcome> CarryOutAsync(string invoiceId, PaymentRequest request, CancellationToken cancellationToken = default)
    {
        var outcome = await payments.RecordAsync(invoiceId, request, cancellationToken);
        if (outcome is PaymentOutcome.Recorded { Payment: { } payment } && await booking.BookAsync(payment, cancellationToken) is null)
        {
            throw new InvalidOperationException($"Payment '{payment.Id}' has no exchange rate, or invoice '{(await invoices.FindSummaryAsync(invoiceId, cancellationToken))?.Id}' is gone: both were there when it was accepted.");
        }

        return outcome;
    }
}
