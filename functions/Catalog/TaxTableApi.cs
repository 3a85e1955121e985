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
        reader, writer, "tax table", document => VersionedKey.Of(document.Jurisdiction, document.Version), catalog => catalog.TaxTables, document => new CatalogDocuments { TaxTables = [document] });

    /// <summary>All of them.</summary>
    [Function("ListTaxTables")]
    [ApiOperation(Role.Reader, "Catalog", "Lists the versions of tax tables.", Response = typeof(Page<TaxTable>),
        Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before", "key: only the versions of this jurisdiction"], Errors = [400])]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/tax-tables")] HttpRequest request, CancellationToken cancellationToken) =>
        documents.ListAsync(request, document => VersionedKey.IsListed(request, document.Jurisdiction), cancellationToken);

    /// <summary>The latest of a jurisdiction.</summary>
    [Function("GetTaxTable")]
    [ApiOperation(Role.Reader, "Catalog", "Shows the latest version of a tax table, with its entity tag.", Response = typeof(TaxTable), Errors = [404])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/tax-tables/{jurisdiction}")] HttpRequest request, string jurisdiction, CancellationToken cancellationToken)
    {
        var catalog = await reader.GetCurrentAsync(cancellationToken);
        return catalog.TaxTables.GetValueOrDefault(jurisdiction, []) is [.., var latest]
            ? await documents.GetAsync(request, VersionedKey.Of(jurisdiction, latest.Version), cancellationToken)
            : Problems.NotFound("tax table", jurisdiction);
    }

    /// <summary>One version.</summary>
    [Function("GetTaxTableVersion")]
    [ApiOperation(Role.Reader, "Catalog", "Shows a version of a tax table, with its entity tag.", Response = typeof(TaxTable), Errors = [404])]
    public Task<IResult> GetVersionAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/tax-tables/{jurisdiction}/versions/{version:int}")] HttpRequest request,
        string jurisdiction, int version, CancellationToken cancellationToken) =>
        documents.GetAsync(request, VersionedKey.Of(jurisdiction, version), cancellationToken);

    /// <summary>Adds a version.</summary>
    [Function("PutTaxTable")]
    [ApiOperation(Role.Configurer, "Catalog", "Adds a version of a tax table; a version never changes, and taxes invoices from its day on.",
        Request = typeof(TaxTable), Response = typeof(TaxTable), Creates = true, Errors = [400, 409, 412])]
    public async Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "v1/tax-tables/{jurisdiction}")] HttpRequest request, string jurisdiction, CancellationToken cancellationToken)
    {
        var (body, refusal) = await ApiRequest.ReadBodyAsync<TaxTable>(request, cancellationToken);
        return refusal ?? (body!.Jurisdiction == jurisdiction
            ? await documents.StoreAsync(request, body, _ => null, cancellationToken)
            : Problems.Invalid(
                "jurisdiction", "key-mismatch", $"The route names '{Problems.Shown(jurisdiction)}', the body '{Problems.Shown(body.Jurisdiction)}'.", "Send the same jurisdiction in both."));
    }
}
