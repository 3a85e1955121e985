using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>Reads and writes source mappings.</summary>
public sealed class SourceMappingApi(CatalogReader reader, CatalogWriter writer)
{
    private readonly CatalogResource<SourceMapping> documents = new(
        reader, writer, "source mapping", document => VersionedKey.Of(document.Key, document.Version), catalog => catalog.SourceMappings, document => new CatalogDocuments { SourceMappings = [document] });

    /// <summary>All of them.</summary>
    [Function("ListSourceMappings")]
    [ApiOperation(Role.Reader, "Catalog", "Lists source mappings.", Response = typeof(Page<SourceMapping>),
        Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before", "key: only the versions of this mapping"], Errors = [400])]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/source-mappings")] HttpRequest request, CancellationToken cancellationToken) =>
        documents.ListAsync(request, document => VersionedKey.IsListed(request, document.Key), cancellationToken);

    /// <summary>One.</summary>
    [Function("GetSourceMapping")]
    [ApiOperation(Role.Reader, "Catalog", "Shows a source mapping, with its entity tag.", Response = typeof(SourceMapping), Errors = [404])]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/source-mappings/{key}/versions/{version:int}")] HttpRequest request, string key, int version, CancellationToken cancellationToken) =>
        documents.GetAsync(request, VersionedKey.Of(key, version), cancellationToken);

    /// <summary>Adds or replaces one.</summary>
    [Function("PutSourceMapping")]
    [ApiOperation(Role.Configurer, "Catalog", "Adds a version of a source mapping; a version never changes.", Request = typeof(SourceMapping), Response = typeof(SourceMapping), Creates = true, Errors = [400, 409, 412])]
    public Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "v1/source-mappings/{key}/versions/{version:int}")] HttpRequest request, string key, int version, CancellationToken cancellationToken) =>
        documents.PutAsync(request, VersionedKey.Of(key, version), cancellationToken);
}
