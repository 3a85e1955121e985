using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Functions.Posting;

/// <summary>Shows what the closing entries of a legal entity are made of.</summary>
public sealed class DeferredRevenueApi(DeferredRevenue deferred, RevenueAccrual accrual, AccountingPeriods periods, FindLegalEntity findLegalEntity)
{
    /// <summary>The schedules.</summary>
    [Function("ListDeferredRevenue")]
    [ApiOperation(Role.Reader, "Accounting", "Lists the schedules of fees that were charged before their service, with what was recognised of each.", Response = typeof(Page<DeferredSchedule>),
        Query = ["limit: page size", "cursor: from the page before", "invoice: only those of this invoice"], Errors = [400, 404])]
    public async Task<IResult> SchedulesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/legal-entities/{id}/deferred-revenue")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var invoice = request.Query["invoice"].ToString() is { Length: > 0 } only ? only : null;
        return await findLegalEntity(id, cancellationToken) is null
            ? Problems.NotFound("legal entity", id)
            : await Api.PageAsync(request, (limit, cursor) => deferred.ListAsync(id, invoice, limit, cursor, cancellationToken));
    }

    /// <summary>What was accrued.</summary>
    [Function("ListAccrual")]
    [ApiOperation(Role.Reader, "Accounting", "Lists what the accrual of an accounting period was made of, account by account, at its last closing.", Response = typeof(Page<UnbilledAmount>),
        Query = ["limit: page size", "cursor: from the page before"], Errors = [400, 404])]
    public async Task<IResult> AccrualAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/legal-entities/{id}/accounting-periods/{period}/accrual")] HttpRequest request, string id, string period, CancellationToken cancellationToken)
    {
        if (await findLegalEntity(id, cancellationToken) is null)
        {
            return Problems.NotFound("legal entity", id);
        }

        return AccountingMonth.Find(period) is { } month && await periods.FindAsync(id, month, cancellationToken) is { Closing: > 0 } shown
            ? await Api.PageAsync(request, (limit, cursor) => accrual.AmountsAsync(id, month, shown.Closing, limit, cursor, cancellationToken))
            : Problems.NotFound("closed accounting period", period);
    }
}
