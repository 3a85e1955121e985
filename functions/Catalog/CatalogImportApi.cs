using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>Takes whole sets of catalog documents.</summary>
public sealed class CatalogImportApi(CatalogWriter writer)
{
    /// <summary>Imports documents.</summary>
    [Function("ImportCatalog")]
    [ApiOperation(Role.Configurer, "Catalog", "Adds or replaces catalog documents, all of them or none; sending the same set again changes nothing.",
        Request = typeof(CatalogDocuments), Response = typeof(CatalogImportResult), Errors = [400, 409])]
    public async Task<IResult> ImportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/catalog/import")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (documents, refusal) = await ApiRequest.ReadBodyAsync<CatalogDocuments>(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var outcome = await writer.WriteAsync(documents!, Caller.Of(request).Subject, cancellationToken);
        return outcome is CatalogOutcome.Stored stored
            ? Api.Json(new CatalogImportResult(stored.Written, stored.Unchanged))
            : CatalogAnswers.Refused(outcome, wrong => wrong);
    }
}
