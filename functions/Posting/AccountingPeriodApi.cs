using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Functions.Posting;

/// <summary>Shows, closes and reopens the accounting periods of legal entities.</summary>
public sealed class AccountingPeriodApi(AccountingPeriods periods, FindLegalEntity findLegalEntity)
{
    /// <summary>The periods.</summary>
    [Function("ListAccountingPeriods")]
    [ApiOperation(Role.Reader, "Accounting", "Lists a legal entity's accounting periods, newest first: the last twelve months and every one that was ever closed.", Response = typeof(Page<AccountingPeriod>), Errors = [404])]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/legal-entities/{id}/accounting-periods")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await findLegalEntity(id, cancellationToken) is null
            ? Problems.NotFound("legal entity", id)
            : Api.Json(new Page<AccountingPeriod>(await periods.ListAsync(id, cancellationToken), null));

    /// <summary>Closes one.</summary>
    [Function("CloseAccountingPeriod")]
    [ApiOperation(Role.Operator, "Accounting", "Closes an accounting period: books what closes it, waits for the posting lane, then lets nothing in any more.", Response = typeof(AccountingPeriod), Status = 202, Errors = [400, 404, 409])]
    public async Task<IResult> CloseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/legal-entities/{id}/accounting-periods/{period}/close")] HttpRequest request,
        string id,
        string period,
        CancellationToken cancellationToken) =>
        await FindAsync(id, period, cancellationToken) is var (entity, month, problem) && problem is not null
            ? problem
            : Answer(await periods.CloseAsync(entity!, month, cancellationToken), StatusCodes.Status202Accepted);

    /// <summary>Opens one again.</summary>
    [Function("ReopenAccountingPeriod")]
    [ApiOperation(Role.Approver, "Accounting", "Opens the accounting period that was closed last again, for a reason that is kept.", Request = typeof(ReopenPeriodRequest), Response = typeof(AccountingPeriod), Errors = [400, 404, 409])]
    public async Task<IResult> ReopenAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/legal-entities/{id}/accounting-periods/{period}/reopen")] HttpRequest request,
        string id,
        string period,
        CancellationToken cancellationToken)
    {
        var (body, refusal) = await ApiRequest.ReadBodyAsync<ReopenPeriodRequest>(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        if (string.IsNullOrWhiteSpace(body!.Reason) || body.Reason.Length > 1000)
        {
            return Problems.Invalid("reason", "missing", "Opening a closed period needs a reason of 1 to 1,000 characters.", "Say why; it is kept with the period.");
        }

        var (entity, month, problem) = await FindAsync(id, period, cancellationToken);
        return problem ?? Answer(await periods.ReopenAsync(entity!, month, body.Reason, cancellationToken), StatusCodes.Status200OK);
    }

    private async Task<(LegalEntity? Entity, AccountingMonth Month, IResult? Problem)> FindAsync(string id, string period, CancellationToken cancellationToken)
    {
        if (await findLegalEntity(id, cancellationToken) is not { } entity)
        {
            return (null, default, Problems.NotFound("legal entity", id));
        }

        return AccountingMonth.Find(period) is { } month ? (entity, month, null) : (null, default, Problems.NotFound("accounting period", period));
    }

    private static IResult Answer(AccountingPeriodChange change, int status) => change switch
    {
        AccountingPeriodChange.Done done => Api.Json(done.Period, status),
        AccountingPeriodChange.Refused refused => Problems.Conflict(refused.Code, refused.Reason),
        _ => throw new InvalidOperationException($"Unknown change {change.GetType().Name}."),
    };
}
