using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Posting;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Functions.Posting;

/// <summary>What operators do to a lane that stands still.</summary>
public sealed class LaneActionsApi(LaneControl control, ILogger<SagaDoorbell> doorbellLogger)
{
    /// <summary>Goes on, asking the ERP first.</summary>
    [Function("ReleaseLane")]
    [ApiOperation(Role.Operator, "Posting", "Lets a lane go on at once; the ERP is asked first whether it has the entry.", Request = typeof(LaneActionRequest), Response = typeof(LaneEntry), Errors = [400, 404, 409])]
    public Task<IResult> ReleaseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/lanes/{legalEntity}/release")] HttpRequest request, [DurableClient] DurableTaskClient client, string legalEntity, CancellationToken cancellationToken) =>
        ActAsync(request, client, legalEntity, control.ReleaseAsync, reasonRequired: false, cancellationToken);

    /// <summary>Sends the entry again.</summary>
    [Function("RetryLane")]
    [ApiOperation(Role.Operator, "Posting", "Sends the entry that the lane stands still on again.", Request = typeof(LaneActionRequest), Response = typeof(LaneEntry), Errors = [400, 404, 409])]
    public Task<IResult> RetryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/lanes/{legalEntity}/retry")] HttpRequest request, [DurableClient] DurableTaskClient client, string legalEntity, CancellationToken cancellationToken) =>
        ActAsync(request, client, legalEntity, control.RetryAsync, reasonRequired: false, cancellationToken);

    /// <summary>Sets the entry aside.</summary>
    [Function("SkipLane")]
    [ApiOperation(Role.Operator, "Posting", "Sets the entry that the lane stands still on aside and lets its successors pass.", Request = typeof(LaneActionRequest), Response = typeof(LaneEntry), Errors = [400, 404, 409])]
    public Task<IResult> SkipAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/lanes/{legalEntity}/skip")] HttpRequest request, [DurableClient] DurableTaskClient client, string legalEntity, CancellationToken cancellationToken) =>
        ActAsync(request, client, legalEntity, control.SkipAsync, reasonRequired: true, cancellationToken);

    private async Task<IResult> ActAsync(
        HttpRequest request,
        DurableTaskClient client,
        string legalEntity,
        Func<string, string, ISagaDoorbell, string?, CancellationToken, Task<LaneAction>> act,
        bool reasonRequired,
        CancellationToken cancellationToken)
    {
        var (body, refusal) = await ApiRequest.ReadBodyOrAsync(request, new LaneActionRequest(), cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        if (reasonRequired && string.IsNullOrWhiteSpace(body!.Reason))
        {
            return Problems.Invalid("reason", "missing", "Setting a posting aside needs a reason.", "Send {\"reason\": \"…\"}: it is kept with the entry and its case.");
        }

        var action = await act(legalEntity, body!.Reason ?? "By an operator.", new SagaDoorbell(client, doorbellLogger), null, cancellationToken);
        return action.Kind switch
        {
            LaneActionKind.Done => Api.Json(action.Entry),
            LaneActionKind.NotStanding => Problems.Conflict("lane-not-standing", $"The lane of {legalEntity} does not stand still; GET /api/v1/lanes/{legalEntity} shows its state."),
            _ => Problems.NotFound("lane", legalEntity),
        };
    }
}
