using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Operations;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>Takes payments in and shows them.</summary>
public sealed class PaymentApi(InvoicePaying paying, InvoiceStore invoices, Payments payments, PostingLane lane)
{
    /// <summary>Records a payment.</summary>
    [Function("RecordPayment")]
    [ApiOperation(Role.Operator, "Payments", "Records a payment of an invoice, or a refund below zero, once for each reference. More than is open is refused.",
        Request = typeof(PaymentRequest), Response = typeof(PaymentView), Creates = true, Errors = [400, 404, 409])]
    public async Task<IResult> PayAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/invoices/{id}/payments")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (body, refusal) = await ApiRequest.ReadBodyAsync<PaymentRequest>(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var outcome = await paying.PayAsync(id, body!, cancellationToken);
        switch (outcome)
        {
            case PaymentOutcome.Recorded recorded:
                var invoice = (await invoices.FindSummaryAsync(id, cancellationToken))!;
                var posting = await lane.FindAsync(invoice.LegalEntityId, PostingKeys.Payment(recorded.Payment.Id), cancellationToken);
                return Api.Json(
                    new PaymentView(recorded.Payment, invoice.OpenAmount, invoice.PaymentState, InvoicePosting.Of(posting)),
                    recorded.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
            case PaymentOutcome.NotFound:
                return Problems.NotFound("invoice", id);
            case PaymentOutcome.Invalid invalid:
                return Problems.Invalid(invalid.Issues);
            case PaymentOutcome.NotIssued draft:
                return Problems.Conflict("not-issued", $"Invoice '{id}' is {draft.Invoice.State}: only an issued invoice is paid.");
            case PaymentOutcome.ReferenceTaken taken:
                return Problems.Conflict(
                    "reference-taken", $"The reference is on a payment of {taken.Payment.Amount} {taken.Payment.Currency} at {taken.Payment.PaidAt:O}. Send the same again, or another reference.");
            case PaymentOutcome.AboveOpen above:
                return Problems.Conflict(
                    "above-what-is-open",
                    $"{above.Invoice.OpenAmount} {above.Invoice.Currency} is open on invoice '{id}'. Record that much; grant the rest as prepaid credit, or pay another invoice with it.");
            default:
                throw new InvalidOperationException($"Unknown outcome {outcome.GetType().Name}.");
        }
    }

    /// <summary>The payments of an invoice.</summary>
    [Function("ListPayments")]
    [ApiOperation(Role.Reader, "Payments", "Lists the payments of an invoice, by reference.", OfAccount = true, Response = typeof(Page<Payment>),
        Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before"], Errors = [400, 404])]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/invoices/{id}/payments")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        !InvoiceAccess.MaySee(request, id) || await invoices.FindSummaryAsync(id, cancellationToken) is null
            ? Problems.NotFound("invoice", id)
            : await Api.PageAsync(request, (limit, cursor) => payments.ListAsync(id, limit, cursor, cancellationToken));
}
