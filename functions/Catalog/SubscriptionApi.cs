using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Functions.Operations;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>Reads and writes subscriptions.</summary>
public sealed class SubscriptionApi(CatalogReader reader, CatalogWriter writer)
{
    private readonly CatalogResource<Subscription> documents = new(
        reader, writer, "subscription", document => document.Id, catalog => catalog.Subscriptions, document => new CatalogDocuments { Subscriptions = [document] },
        document => document.AccountId);

    /// <summary>All of them.</summary>
    [Function("ListSubscriptions")]
    [ApiOperation(Role.Reader, "Catalog", "Lists subscriptions.", OfAccount = true, Response = typeof(Page<Subscription>),
        Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before", "account: only subscriptions of this account"], Errors = [400])]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/subscriptions")] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return documents.ListAsync(request, document => request.Query["account"] is not [{ Length: > 0 } account] || document.AccountId == account, cancellationToken);
    }

    /// <summary>One.</summary>
    [Function("GetSubscription")]
    [ApiOperation(Role.Reader, "Catalog", "Shows a subscription, with its entity tag.", OfAccount = true, Response = typeof(Subscription), Errors = [404])]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/subscriptions/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        documents.GetAsync(request, id, cancellationToken);

    /// <summary>Adds or replaces one.</summary>
    [Function("PutSubscription")]
    [ApiOperation(Role.Configurer, "Catalog", "Adds a subscription or changes its end; the rest of it never changes. Honours If-Match and If-None-Match.", Request = typeof(Subscription), Response = typeof(Subscription), Creates = true, Errors = [400, 409, 412])]
    public Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "v1/subscriptions/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        documents.PutAsync(request, id, cancellationToken);

    /// <summary>Adds a new one.</summary>
    [Function("AddSubscription")]
    [ApiOperation(Role.Configurer, "Catalog", "Adds a subscription; sending the same one again changes nothing.", Request = typeof(Subscription), Response = typeof(Subscription), Creates = true, Errors = [400, 409])]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/subscriptions")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, refusal) = await ApiRequest.ReadBodyAsync<Subscription>(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        CommandTarget.Name(request, "subscriptions", body!.Id);
        return await documents.StoreAsync(
            request,
            body,
            stored => stored is null || ETags.Of(stored) == ETags.Of(body)
                ? null
                : Problems.Conflict("subscription-exists", $"Subscription '{stored.Id}' is stored with other content; PUT it to change its end, or record an amendment."),
            cancellationToken);
    }

    /// <summary>Ends one.</summary>
    [Function("EndSubscription")]
    [ApiOperation(Role.Configurer, "Catalog", "Ends a subscription at an instant; usage from then on has no contract.",
        Request = typeof(SubscriptionEndRequest), Response = typeof(Subscription), Errors = [400, 404, 409, 412])]
    public async Task<IResult> EndAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/subscriptions/{id}/end")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (body, refusal) = await ApiRequest.ReadBodyAsync<SubscriptionEndRequest>(request, cancellationToken);
        return refusal ?? await documents.EditAsync(
            request, id, stored => stored is null ? (null, Problems.NotFound("subscription", id)) : (stored with { To = body!.At }, null), cancellationToken);
    }
}
