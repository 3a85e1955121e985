using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Catalog;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Ingest;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Functions.Ingest;

/// <summary>Shows the usage of an account: aggregates, the records behind them, and the record of one usage event.</summary>
public sealed class UsageApi(UsagePeriods periods, CatalogReader catalog)
{
    /// <summary>The aggregates of a period.</summary>
    [Function("GetUsage")]
    [ApiOperation(Role.Reader, "Ingest", "Shows the aggregated usage of an account's billing period and whether it is frozen.", OfAccount = true, Response = typeof(PeriodUsage), Errors = [404])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/usage/{account}/{period}")] HttpRequest request, string account, string period, CancellationToken cancellationToken)
    {
        var (found, billing, problem) = await FindAsync(request, account, period, cancellationToken);
        return problem ?? Api.Json(await periods.ReadAsync(found!, billing!, cancellationToken));
    }

    /// <summary>The records of a period.</summary>
    [Function("ListUsageRecords")]
    [ApiOperation(Role.Reader, "Ingest", "Lists the usage records of a billing period, or of the part of it that a rated line covers.", OfAccount = true, Response = typeof(Page<UsageRecord>),
        Query = ["subscription: only this contract", "meter: only this meter", "group.PATH: only this value of a dimension", "limit: page size", "cursor: from the page before"],
        Errors = [400, 404])]
    public async Task<IResult> RecordsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/usage/{account}/{period}/records")] HttpRequest request,
        string account,
        string period,
        CancellationToken cancellationToken)
    {
        var (found, billing, problem) = await FindAsync(request, account, period, cancellationToken);
        return problem ?? await Api.PageAsync(request, (limit, cursor) => periods.RecordsAsync(found!, billing!, FilterOf(request), limit, cursor, cancellationToken));
    }

    /// <summary>The record of one usage event.</summary>
    [Function("FindUsageRecord")]
    [ApiOperation(Role.Reader, "Ingest", "Finds the usage record of a usage event: the period that bills it and what it adds to which meter.", OfAccount = true, Response = typeof(UsageRecord),
        Query = ["account: id or alias of the account", "source: the event's source", "id: the event's id", "time: the event's time, RFC 3339; without it the account's periods are searched"],
        Errors = [400, 404])]
    public async Task<IResult> FindRecordAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/usage/events")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (source, id, account, time) = (Query(request, "source"), Query(request, "id"), Query(request, "account"), Query(request, "time"));
        var issues = new List<ValidationIssue>();
        foreach (var (name, value) in new[] { ("source", source), ("id", id), ("account", account) })
        {
            if (value is null)
            {
                issues.Add(new ValidationIssue(name, "missing", $"The parameter '{name}' is missing.", "A usage event is found by account, source and id."));
            }
        }

        DateTimeOffset? at = null;
        if (time is not null && !UsageTime.TryParse(time, out at))
        {
            issues.Add(new ValidationIssue("time", "invalid-time", $"'{time}' is no time.", "Send RFC 3339 with a zone, such as 2026-10-01T12:00:00Z."));
        }

        if (issues.Count > 0)
        {
            return Problems.Invalid(issues);
        }

        var snapshot = await catalog.GetCurrentAsync(cancellationToken);
        if (!snapshot.AccountsByAlias.TryGetValue(account!, out var known) || !Caller.Of(request).MaySee(known.Id))
        {
            return Problems.NotFound("account", account!);
        }

        return await periods.FindRecordAsync(known, source!, id!, at, cancellationToken) is { } record
            ? Api.Json(record)
            : Problems.NotFound("usage record", $"{source} {id}");
    }

    private async Task<(Account? Account, BillingPeriod? Period, IResult? Problem)> FindAsync(HttpRequest request, string account, string period, CancellationToken cancellationToken) =>
        AccountPeriod.Find(request, await catalog.GetCurrentAsync(cancellationToken), account, period);

    private static RecordFilter FilterOf(HttpRequest request)
    {
        var group = request.Query.Where(one => one.Key.StartsWith("group.", StringComparison.Ordinal))
            .ToImmutableSortedDictionary(one => one.Key["group.".Length..], one => one.Value.ToString(), StringComparer.Ordinal);
        return new RecordFilter(Query(request, "subscription"), Query(request, "meter"), group.IsEmpty ? null : group);
    }

    private static string? Query(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } value ? value : null;
}
