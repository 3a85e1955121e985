using RevenueFunctions.Storage;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// Keeps the payments of invoices. More than is open is refused: kept, it would be a debt to the customer that no document explains; money
/// paid too much is granted as prepaid credit, or paid to another invoice.
/// </summary>
public sealed class Payments(ITableStore store, TimeProvider clock)
{
    private readonly InvoiceRows invoices = new(store);
    private readonly PaymentRows rows = new(store);

    /// <summary>Records a payment, once for each reference.</summary>
    public async Task<PaymentOutcome> RecordAsync(string invoiceId, PaymentRequest request, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (outcome, found) = await ReadAsync(invoiceId, request, cancellationToken);
            if (outcome is not PaymentOutcome.Recorded { IsNew: true, Payment: { } payment })
            {
                return outcome;
            }

            var (head, version) = found!.Value;
            var before = head.Summary.Settlement ?? new InvoiceSettlement();
            var settled = head with { Summary = head.Summary with { Settlement = before with { Paid = before.Paid + payment.Settles, Payments = before.Payments + 1 } } };
            if (await rows.TryInsertAsync(settled, version, InvoiceId.Parse(invoiceId), payment, cancellationToken))
            {
                return outcome;
            }

            // The invoice changed in between: look again at what is open now.
        }
    }

    /// <summary>What recording would come to; nothing is changed.</summary>
    public async Task<PaymentOutcome> CheckAsync(string invoiceId, PaymentRequest request, CancellationToken cancellationToken = default) =>
        (await ReadAsync(invoiceId, request, cancellationToken)).Outcome;

    /// <summary>A page of an invoice's payments, by reference.</summary>
    public async Task<(IReadOnlyList<Payment> Payments, string? Next)> ListAsync(string invoiceId, int limit, string? continuation, CancellationToken cancellationToken = default) =>
        InvoiceId.TryParse(invoiceId, out var id) ? await rows.PageAsync(id.Value, limit, continuation, cancellationToken) : ([], null);

    private async Task<(PaymentOutcome Outcome, (InvoiceHead Head, RowVersion Version)? Found)> ReadAsync(
        string invoiceId, PaymentRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await invoices.HeadAsync(invoiceId, cancellationToken) is not { } found)
        {
            return (new PaymentOutcome.NotFound(invoiceId), null);
        }

        var invoice = found.Head.Summary;
        if (request.Check(invoice.Currency, clock.GetUtcNow()) is { IsEmpty: false } issues)
        {
            return (new PaymentOutcome.Invalid(issues), null);
        }

        var id = InvoiceId.Parse(invoiceId);
        var payment = PaymentOf(invoice, id, request);
        if (await rows.FindAsync(id, request.Reference!, cancellationToken) is { } standing)
        {
            // A report without a time says "now", which is another one each time it is sent.
            var same = standing with { PaidAt = payment.PaidAt, RecordedAt = payment.RecordedAt, OpenBefore = payment.OpenBefore } == payment
                && (request.PaidAt is null || request.PaidAt == standing.PaidAt);
            return (same ? new PaymentOutcome.Recorded(standing, IsNew: false) : new PaymentOutcome.ReferenceTaken(standing), null);
        }

        var open = invoice.OpenAmount;
        var fits = payment.Settles > 0m ? payment.Settles <= open : payment.Settles >= open;
        return (invoice.State is InvoiceState.Draft or InvoiceState.Void
            ? new PaymentOutcome.NotIssued(invoice)
            : fits ? new PaymentOutcome.Recorded(payment, IsNew: true) : new PaymentOutcome.AboveOpen(invoice), found);
    }

    private Payment PaymentOf(InvoiceSummary invoice, InvoiceId id, PaymentRequest request)
    {
        var now = clock.GetUtcNow();
        return new Payment(
            PaymentRows.IdOf(id, request.Reference!), request.Reference!, invoice.Id, invoice.LegalEntityId, invoice.AccountId, request.Amount!.Value,
            request.Currency ?? invoice.Currency, request.Settles ?? request.Amount.Value, request.PaidAt ?? now, invoice.OpenAmount, request.ExchangeRate, now);
    }
}
