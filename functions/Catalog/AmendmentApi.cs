using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Functions.Operations;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>Records and reads the amendments of a subscription.</summary>
public sealed class AmendmentApi(CatalogReader reader, ContractDesk desk)
{
    /// <summary>Records one.</summary>
    [Function("RecordAmendment")]
    [ApiOperation(Role.Configurer, "Contracts", "Records an amendment of a subscription, also a backdated one; sending the same one again changes nothing.",
        Request = typeof(AmendmentRequest), Response = typeof(Amendment), Creates = true, Errors = [400, 404, 409])]
    public async Task<IResult> RecordAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/subscriptions/{id}/amendments")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (body, refusal) = await ApiRequest.ReadBodyAsync<AmendmentRequest>(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        CommandTarget.Name(request, "subscriptions", id, "amendments", body!.Id);
        return await desk.RecordAsync(body.Of(id), cancellationToken) switch
        {
            AmendmentOutcome.Recorded recorded => Api.Json(recorded.Amendment, recorded.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK),
            AmendmentOutcome.NoSubscription => Problems.NotFound("subscription", id),
            AmendmentOutcome.Refused refused => CatalogAnswers.Refused(refused.Reason, CatalogAnswers.OfOneDocument),
            var other => throw new InvalidOperationException($"Unknown amendment outcome {other.GetType().Name}."),
        };
    }

    /// <summary>All of them.</summary>
    [Function("ListAmendments")]
    [ApiOperation(Role.Reader, "Contracts", "Lists the amendments of a subscription in the order in which they were recorded.", OfAccount = true,
        Response = typeof(Page<Amendment>), Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before"], Errors = [400, 404])]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/subscriptions/{id}/amendments")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (limit, cursor, issue) = ApiRequest.ReadPage(request);
        if (issue is not null)
        {
            return Problems.Invalid([issue]);
        }

        var catalog = await reader.GetCurrentAsync(cancellationToken);
        if (Find(request, catalog, id) is null)
        {
            return Problems.NotFound("subscription", id);
        }

        var all = catalog.AmendmentsBySubscription.GetValueOrDefault(id, []);
        var rest = all.SkipWhile(one => cursor is not null && one.Id != cursor).Skip(cursor is null ? 0 : 1).Take(limit + 1).ToList();
        return cursor is not null && !all.Any(one => one.Id == cursor)
            ? Problems.Invalid([ApiRequest.UnknownCursor(cursor)])
            : Api.Json(new Page<Amendment>([.. rest.Take(limit)], rest.Count > limit ? rest[limit - 1].Id : null));
    }

    /// <summary>What holds when.</summary>
    [Function("GetTimeline")]
    [ApiOperation(Role.Reader, "Contracts", "Shows what a subscription says when: its plan, quantities and state, segment by segment.", OfAccount = true,
        Response = typeof(ContractTimelineView), Errors = [404])]
    public async Task<IResult> TimelineAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/subscriptions/{id}/timeline")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var catalog = await reader.GetCurrentAsync(cancellationToken);
        return Find(request, catalog, id) is { } subscription ? Api.Json(ContractTimelineView.Of(catalog, subscription)) : Problems.NotFound("subscription", id);
    }

    private static Subscription? Find(HttpRequest request, CatalogSnapshot catalog, string id) =>
        catalog.Subscriptions.GetValueOrDefault(id) is { } subscription && Caller.Of(request).MaySee(subscription.AccountId) ? subscription : null;
}
