using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Ingest;

namespace RevenueFunctions.Functions.Ingest;

/// <summary>What operators do with a quarantine group once they know its cause.</summary>
public sealed class QuarantineActionsApi(Quarantine quarantine)
{
    private const int MostReplayed = 100_000;
    private const int ReasonCharacters = 200;

    /// <summary>Runs a group's events again.</summary>
    [Function("ReplayQuarantineGroup")]
    [ApiOperation(Role.Operator, "Ingest", "Runs the events of a cause again; those that pass leave the quarantine.", Response = typeof(ReplayResult),
        Query = ["limit: at most so many events (1 to 100,000, the default)", "cursor: from the answer before, to go on"], Errors = [400, 404])]
    public async Task<IResult> ReplayAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/quarantine/{group}/replay")] HttpRequest request, string group, CancellationToken cancellationToken)
    {
        var (limit, cursor, problem) = ReadPart(request);
        return problem
            ?? (await quarantine.ReplayAsync(group, limit, cursor, null, cancellationToken) is { } result
                ? Api.Json(result)
                : Problems.NotFound("quarantine group", group));
    }

    /// <summary>Releases late usage that was held.</summary>
    [Function("ReleaseHeldUsage")]
    [ApiOperation(Role.Operator, "Ingest", "Releases late usage that waits for a person: it is billed on the next invoice, or written off and named there.",
        Request = typeof(ReleaseRequest), Response = typeof(ReplayResult),
        Query = ["limit: at most so many events (1 to 100,000, the default)", "cursor: from the answer before, to go on"], Errors = [400, 404, 409])]
    public async Task<IResult> ReleaseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/quarantine/{group}/release")] HttpRequest request, string group, CancellationToken cancellationToken)
    {
        var (limit, cursor, problem) = ReadPart(request);
        if (problem is not null)
        {
            return problem;
        }

        var (body, refusal) = await ApiRequest.ReadBodyAsync<ReleaseRequest>(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        return await quarantine.FindAsync(group, cancellationToken) switch
        {
            null => Problems.NotFound("quarantine group", group),
            var found when !Quarantine.IsHeldUsage(found) => Problems.Conflict(
                "not-held", $"The events of '{group}' are in quarantine for '{found.Reason}': mend the cause and replay them."),
            _ => Api.Json(await quarantine.ReleaseAsync(group, body!.Action, limit, cursor, cancellationToken)),
        };
    }

    private static (int Limit, string? Cursor, IResult? Problem) ReadPart(HttpRequest request)
    {
        var text = request.Query["limit"].ToString();
        var limit = MostReplayed;
        var isSound = text.Length == 0 || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MostReplayed);
        var cursor = request.Query["cursor"].ToString();
        return (limit, cursor.Length == 0 ? null : cursor, isSound
            ? null
            : Problems.Invalid("limit", "out-of-range", $"'{text}' is no number of events.", $"Send a whole number from 1 to {MostReplayed}."));
    }

    /// <summary>Gives a group's events up.</summary>
    [Function("DiscardQuarantineGroup")]
    [ApiOperation(Role.Operator, "Ingest", "Gives the events of a cause up for a reason; the ingest ledger keeps it.", Request = typeof(DiscardRequest), Response = typeof(DiscardResult), Errors = [400, 404])]
    public async Task<IResult> DiscardAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/quarantine/{group}/discard")] HttpRequest request, string group, CancellationToken cancellationToken)
    {
        var (body, refusal) = await ApiRequest.ReadBodyAsync<DiscardRequest>(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        if (string.IsNullOrWhiteSpace(body!.Reason) || body.Reason.Length > ReasonCharacters)
        {
            return Problems.Invalid("reason", "missing", "Giving usage up needs a reason.", $"Send {{\"reason\": \"…\"}} of at most {ReasonCharacters} characters: the ingest ledger keeps it.");
        }

        return await quarantine.DiscardAsync(group, body.Reason, cancellationToken) is { } discarded
            ? Api.Json(new DiscardResult(discarded))
            : Problems.NotFound("quarantine group", group);
    }
}
