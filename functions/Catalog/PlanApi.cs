using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>Reads and writes price plans.</summary>
public sealed class PlanApi(CatalogReader reader, CatalogWriter writer)
{
    private readonly CatalogResource<PricePlan> documents = new(
        reader, writer, "price plan", document => VersionedKey.Of(document.Key, document.Version), catalog => catalog.Plans, document => new CatalogDocuments { Plans = [document] });

    /// <summary>All of them.</summary>
    [Function("ListPlans")]
    [ApiOperation(Role.Reader, "Catalog", "Lists price plans.", Response = typeof(Page<PricePlan>),
        Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before", "key: only the versions of this plan"], Errors = [400])]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/plans")] HttpRequest request, CancellationToken cancellationToken) =>
        documents.ListAsync(request, document => VersionedKey.IsListed(request, document.Key), cancellationToken);

    /// <summary>One.</summary>
    [Function("GetPlan")]
    [ApiOperation(Role.Reader, "Catalog", "Shows a price plan, with its entity tag.", Response = typeof(PricePlan), Errors = [404])]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/plans/{key}/versions/{version:int}")] HttpRequest request, string key, int version, CancellationToken cancellationToken) =>
        documents.GetAsync(request, VersionedKey.Of(key, version), cancellationToken);

    /// <summary>Adds or replaces one.</summary>
    [Function("PutPlan")]
    [ApiOperation(Role.Configurer, "Catalog", "Adds a version of a price plan; a version never changes.", Request = typeof(PricePlan), Response = typeof(PricePlan), Creates = true, Errors = [400, 409, 412])]
    public Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "v1/plans/{key}/versions/{version:int}")] HttpRequest request, string key, int version, CancellationToken cancellationToken) =>
        documents.PutAsync(request, VersionedKey.Of(key, version), cancellationToken);
}
