using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>Reads and writes legal entities.</summary>
public sealed class LegalEntityApi(CatalogReader reader, CatalogWriter writer)
{
    private readonly CatalogResource<LegalEntity> documents = new(
        reader, writer, "legal entity", document => document.Id, catalog => catalog.LegalEntities, document => new CatalogDocuments { LegalEntities = [document] });

    /// <summary>All of them.</summary>
    [Function("ListLegalEntities")]
    [ApiOperation(Role.Reader, "Catalog", "Lists legal entities.", Response = typeof(Page<LegalEntity>),
        Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before"], Errors = [400])]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/legal-entities")] HttpRequest request, CancellationToken cancellationToken) =>
        documents.ListAsync(request, null, cancellationToken);

    /// <summary>One.</summary>
    [Function("GetLegalEntity")]
    [ApiOperation(Role.Reader, "Catalog", "Shows a legal entity, with its entity tag.", Response = typeof(LegalEntity), Errors = [404])]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/legal-entities/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        documents.GetAsync(request, id, cancellationToken);

    /// <summary>Adds or replaces one.</summary>
    [Function("PutLegalEntity")]
    [ApiOperation(Role.Configurer, "Catalog", "Adds a legal entity or changes it; its currency never changes. Honours If-Match and If-None-Match.", Request = typeof(LegalEntity), Response = typeof(LegalEntity), Creates = true, Errors = [400, 409, 412])]
    public Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "v1/legal-entities/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        documents.PutAsync(request, id, cancellationToken);
}
