using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Ingest;

namespace RevenueFunctions.Functions.Ingest;

/// <summary>Shows what is in quarantine and why.</summary>
public sealed class QuarantineApi(Quarantine quarantine)
{
    /// <summary>The groups.</summary>
    [Function("ListQuarantineGroups")]
    [ApiOperation(Role.Reader, "Ingest", "Lists the quarantine by cause.", Response = typeof(Page<QuarantineGroup>),
        Query = ["state: open (the default) or all", "limit: page size", "cursor: from the page before"], Errors = [400])]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/quarantine")] HttpRequest request, CancellationToken cancellationToken)
    {
        var state = request.Query["state"].ToString();
        if (state is not ("" or "open" or "all"))
        {
            return Problems.Invalid("state", "unknown-state", $"'{state}' is no state of a group.", "Send open or all.");
        }

        return await Api.PageAsync(request, (limit, cursor) => quarantine.ListAsync(state != "all", limit, cursor, cancellationToken));
    }

    /// <summary>One group.</summary>
    [Function("GetQuarantineGroup")]
    [ApiOperation(Role.Reader, "Ingest", "Shows one cause and how many events wait for it.", Response = typeof(QuarantineGroup), Errors = [404])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/quarantine/{group}")] HttpRequest request, string group, CancellationToken cancellationToken) =>
        await quarantine.FindAsync(group, cancellationToken) is { } found ? Api.Json(found) : Problems.NotFound("quarantine group", group);

    /// <summary>The events of a group.</summary>
    [Function("ListQuarantinedEvents")]
    [ApiOperation(Role.Reader, "Ingest", "Lists the events of a cause with the bytes that the producer sent (base64); a page may be shorter and yet not the last.", Response = typeof(Page<QuarantinedEvent>),
        Query = ["limit: page size", "cursor: from the page before"], Errors = [400, 404])]
    public async Task<IResult> EventsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/quarantine/{group}/events")] HttpRequest request, string group, CancellationToken cancellationToken) =>
        await quarantine.FindAsync(group, cancellationToken) is null
            ? Problems.NotFound("quarantine group", group)
            : await Api.PageAsync(request, (limit, cursor) => quarantine.EventsAsync(group, limit, cursor, cancellationToken));
}
