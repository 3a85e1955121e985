using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>Reads and writes tax tables.</summary>
public sealed class TaxTableApi(CatalogReader reader, CatalogWriter writer)
{
    private readonly CatalogResource<TaxTable> documents = new(
        reader, writer, "tax table", document => document.Jurisdiction, catalog => catalog.TaxTables, document => new CatalogDocuments { TaxTables = [document] });

    /// <summary>All of them.</summary>
    [Function("ListTaxTables")]
    [ApiOperation(Role.Reader, "Catalog", "Lists tax tables.", Response = typeof(Page<TaxTable>),
        Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before"], Errors = [400])]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/tax-tables")] HttpRequest request, CancellationToken cancellationToken) =>
        documents.ListAsync(request, null, cancellationToken);

    /// <summary>One.</summary>
    [Function("GetTaxTable")]
    [ApiOperation(Role.Reader, "Catalog", "Shows a tax table, with its entity tag.", Response = typeof(TaxTable), Errors = [404])]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/tax-tables/{jurisdiction}")] HttpRequest request, string jurisdiction, CancellationToken cancellationToken) =>
        documents.GetAsync(request, jurisdiction, cancellationToken);

    /// <summary>Adds or replaces one.</summary>
    [Function("PutTaxTable")]
    [ApiOperation(Role.Configurer, "Catalog", "Adds a tax table or replaces it for invoices yet to be made. Honours If-Match and If-None-Match.", Request = typeof(TaxTable), Response = typeof(TaxTable), Creates = true, Errors = [400, 409, 412])]
    public Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "v1/tax-tables/{jurisdiction}")] HttpRequest request, string jurisdiction, CancellationToken cancellationToken) =>
        documents.PutAsync(request, jurisdiction, cancellationToken);
}
