using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Catalog;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Operations;

namespace RevenueFunctions.Functions.Operations;

/// <summary>Shows billing periods and closes them.</summary>
public sealed class PeriodApi(PeriodClose close, SagaStarter starter, CatalogReader catalog)
{
    private const int DueLimit = 5000;

    /// <summary>The periods of an account.</summary>
    [Function("ListPeriods")]
    [ApiOperation(Role.Reader, "Periods", "Lists an account's billing periods, newest first.", OfAccount = true, Response = typeof(Page<PeriodStatus>), Query = ["limit: page size", "cursor: from the page before"], Errors = [400, 404])]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/accounts/{id}/periods")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (limit, cursor, issue) = ApiRequest.ReadPage(request);
        if (issue is not null)
        {
            return Problems.Invalid([issue]);
        }

        var snapshot = await catalog.GetCurrentAsync(cancellationToken);
        if (!snapshot.Accounts.TryGetValue(id, out var account) || !Caller.Of(request).MaySee(account.Id))
        {
            return Problems.NotFound("account", id);
        }

        var periods = await close.ListAsync(snapshot, account, limit + 1, cursor, cancellationToken);
        return Api.Json(periods.Count > limit
            ? new Page<PeriodStatus>([.. periods.Take(limit)], periods[limit - 1].PeriodKey)
            : new Page<PeriodStatus>(periods, null));
    }

    /// <summary>Closes one period.</summary>
    [Function("ClosePeriod")]
    [ApiOperation(Role.Operator, "Periods", "Closes an account's billing period: starts its invoice saga.", Request = typeof(CloseRequest), Response = typeof(CloseStarted), Status = 202, Errors = [400, 404, 409])]
    public async Task<IResult> CloseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/accounts/{id}/periods/{period}/close")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id,
        string period,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (body, refusal) = await ApiRequest.ReadBodyOrAsync(request, new CloseRequest(), cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var (account, billing, problem) = AccountPeriod.Find(request, await catalog.GetCurrentAsync(cancellationToken), id, period);
        if (problem is not null)
        {
            return problem;
        }

        if (!body!.Force && !close.HasEnded(billing!))
        {
            return Problems.Conflict("period-not-over", $"The period ends at {billing!.End:O} and its grace is not over; send {{\"force\": true}} to close it now.");
        }

        var start = await starter.StartAsync(client, account!.Id, billing!.Key, body.Again, cancellationToken);
        return start.Kind == SagaStartKind.Compensated
            ? Problems.Conflict("period-compensated", $"Its saga failed ({start.Record.Code}) and was undone; mend the cause and send {{\"again\": true}}.")
            : Api.Json(CloseStarted.Of(start), StatusCodes.Status202Accepted);
    }

    /// <summary>Closes whatever is due.</summary>
    [Function("CloseDuePeriods")]
    [ApiOperation(Role.Operator, "Periods", "Closes every billing period that is due.", Response = typeof(CloseDueStarted), Status = 202)]
    public async Task<IResult> CloseDueAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/periods/close")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var started = new List<string>();
        var running = 0;
        await foreach (var due in close.DueAsync(cancellationToken))
        {
            if (started.Count == DueLimit)
            {
                return Api.Json(new CloseDueStarted(started.Count, running, true, started), StatusCodes.Status202Accepted);
            }

            var start = await starter.StartDueAsync(client, due, cancellationToken);
            if (start.Kind == SagaStartKind.Started)
            {
                started.Add(start.Record.SagaId);
            }
            else
            {
                running += start.Kind == SagaStartKind.AlreadyRunning ? 1 : 0;
            }
        }

        return Api.Json(new CloseDueStarted(started.Count, running, false, started), StatusCodes.Status202Accepted);
    }
}
