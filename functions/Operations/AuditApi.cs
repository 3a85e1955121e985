using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Operations;

namespace RevenueFunctions.Functions.Operations;

/// <summary>Shows the audit log.</summary>
public sealed class AuditApi(AuditLog log)
{
    /// <summary>A key has fifteen digits.</summary>
    private const long MostEntries = 999_999_999_999_998;

    /// <summary>The entries.</summary>
    [Function("ListAuditEntries")]
    [ApiOperation(Role.Reader, "Audit", "Lists who commanded what: an entry before each command and one after it, chained by hashes.", Response = typeof(Page<AuditEntry>),
        Query =
        [
            "subject: only of this caller, such as key:billing-desk",
            "operation: only this operation",
            "target: only on this object, or what begins so",
            "requestId: only of this request",
            "order: newest (first, the default) or oldest",
            "limit: page size, 1 to 1,000; a page may be shorter and yet not the last",
            "cursor: 'next' of the page before",
        ],
        Errors = [400])]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/audit")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (limit, cursor, issue) = ApiRequest.ReadPage(request);
        long? after = null;
        if (issue is null && cursor is not null)
        {
            issue = long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) && sequence <= MostEntries ? null : ApiRequest.UnknownCursor(cursor);
            after = sequence;
        }

        if (issue is not null)
        {
            return Problems.Invalid([issue]);
        }

        if (Text("order") is not (null or "newest" or "oldest"))
        {
            return Problems.Invalid("order", "unknown-order", $"'{Text("order")}' is no order.", "Send newest or oldest.");
        }

        var filter = new AuditFilter(Text("subject"), Text("operation"), Text("target"), Text("requestId"));
        var (entries, next) = await log.ListAsync(filter, Text("order") != "oldest", limit, after, cancellationToken);
        return Api.Json(new Page<AuditEntry>(entries, next?.ToString(CultureInfo.InvariantCulture)));

        string? Text(string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;
    }

    /// <summary>Where it ends.</summary>
    [Function("GetAuditHead")]
    [ApiOperation(Role.Reader, "Audit", "Shows where the audit log ends. Note it down elsewhere: it proves later that nothing up to it was changed or cut off.", Response = typeof(AuditHead))]
    public async Task<IResult> HeadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/audit/head")] HttpRequest request, CancellationToken cancellationToken) =>
        Api.Json(await log.HeadAsync(cancellationToken) ?? new AuditHead(0, AuditEntry.NoHash, DateTimeOffset.UnixEpoch));
}
