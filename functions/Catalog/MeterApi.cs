using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>Reads and writes meters.</summary>
public sealed class MeterApi(CatalogReader reader, CatalogWriter writer)
{
    private readonly CatalogResource<Meter> documents = new(
        reader, writer, "meter", document => document.Key, catalog => catalog.Meters, document => new CatalogDocuments { Meters = [document] });

    /// <summary>All of them.</summary>
    [Function("ListMeters")]
    [ApiOperation(Role.Reader, "Catalog", "Lists meters.", Response = typeof(Page<Meter>),
        Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before"], Errors = [400])]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/meters")] HttpRequest request, CancellationToken cancellationToken) =>
        documents.ListAsync(request, null, cancellationToken);

    /// <summary>One.</summary>
    [Function("GetMeter")]
    [ApiOperation(Role.Reader, "Catalog", "Shows a meter, with its entity tag.", Response = typeof(Meter), Errors = [404])]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/meters/{key}")] HttpRequest request, string key, CancellationToken cancellationToken) =>
        documents.GetAsync(request, key, cancellationToken);

    /// <summary>Adds or replaces one.</summary>
    [Function("PutMeter")]
    [ApiOperation(Role.Configurer, "Catalog", "Adds a meter or renames it; how it reads events never changes. Honours If-Match and If-None-Match.", Request = typeof(Meter), Response = typeof(Meter), Creates = true, Errors = [400, 409, 412])]
    public Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "v1/meters/{key}")] HttpRequest request, string key, CancellationToken cancellationToken) =>
        documents.PutAsync(request, key, cancellationToken);
}
