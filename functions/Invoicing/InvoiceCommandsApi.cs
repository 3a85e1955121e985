using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Functions.Operations;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Operations;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>Takes whole invoices back.</summary>
public sealed class InvoiceCommandsApi(InvoiceCrediting crediting, InvoiceRebilling rebilling, InvoiceStore invoices, SagaStarter starter)
{
    /// <summary>Voids an invoice.</summary>
    [Function("VoidInvoice")]
    [ApiOperation(Role.Operator, "Credit notes", "Drops a draft, or credits everything that is left of an issued invoice. Its usage stays billed.",
        Request = typeof(ReasonRequest), Response = typeof(VoidResult), Errors = [400, 404, 409])]
    public async Task<IResult> VoidAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/invoices/{id}/void")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (reason, problem) = await ReadReasonAsync(request, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var outcome = await crediting.VoidAsync(id, reason!, cancellationToken);
        return outcome switch
        {
            null => Api.Json(new VoidResult(InvoiceState.Void, null)),
            CreditNoteOutcome.Issued issued => Api.Json(new VoidResult(InvoiceState.Credited, CreditNoteView.Of(issued.Note))),
            CreditNoteOutcome.NothingLeft => Api.Json(new VoidResult(InvoiceState.Credited, null)),
            _ => CreditNoteAnswers.Problem(outcome)!,
        };
    }

    /// <summary>Rebills an invoice.</summary>
    [Function("RebillInvoice")]
    [ApiOperation(Role.Operator, "Credit notes", "Credits an issued invoice in full, opens its usage again and closes its period anew.",
        Request = typeof(ReasonRequest), Response = typeof(RebillStarted), Status = 202, Errors = [400, 404, 409])]
    public async Task<IResult> RebillAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/invoices/{id}/rebill")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id,
        CancellationToken cancellationToken)
    {
        var (reason, problem) = await ReadReasonAsync(request, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        SagaStart? started = null;
        var outcome = await rebilling.RebillAsync(
            id,
            reason!,
            async (saga, token) => started = await starter.StartAsync(client, saga.AccountId, saga.PeriodKey, again: false, token),
            cancellationToken);
        return outcome switch
        {
            RebillOutcome.Started run => Api.Json(
                new RebillStarted(id, (await invoices.FindSummaryAsync(id, cancellationToken))?.CreditNote, run.Saga.Run, CloseStarted.Of(started!)), StatusCodes.Status202Accepted),
            RebillOutcome.Refused refused => CreditNoteAnswers.Problem(refused.Why)!,
            RebillOutcome.Replaced replaced => Problems.Conflict(
                "invoice-replaced",
                $"The period of invoice '{id}' is on run {replaced.Saga.Run} of its saga, which is {replaced.Saga.State} with invoice '{replaced.Saga.InvoiceId ?? "none"}'. Rebill that one; a compensated run is closed again with {{\"again\": true}}."),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome.GetType().Name}."),
        };
    }

    private static async Task<(string? Reason, IResult? Problem)> ReadReasonAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, refusal) = await ApiRequest.ReadBodyOrAsync(request, new ReasonRequest(), cancellationToken);
        return refusal is not null ? (null, refusal)
            : body!.Check() is { } issue ? (null, Problems.Invalid([issue]))
            : (body.Reason!.Trim(), null);
    }
}
