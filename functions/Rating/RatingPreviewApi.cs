using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Functions.Rating;

/// <summary>Tries prices out before anybody is invoiced by them.</summary>
public sealed class RatingPreviewApi(CatalogReader reader, TimeProvider clock)
{
    /// <summary>Rates without storing.</summary>
    [Function("PreviewRating")]
    [ApiOperation(Role.Reader, "Rating", "Shows what a price makes of quantities, a plan of usage, or an invoice of its charges, step by step; stores nothing.", ChangesNothing = true,
        Request = typeof(RatingPreviewRequest), Response = typeof(RatingPreviewResult), Errors = [400])]
    public async Task<IResult> PreviewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/rating/preview")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, refusal) = await ApiRequest.ReadBodyAsync<RatingPreviewRequest>(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var (result, issues) = RatingPreview.Rate(body!, await reader.GetCurrentAsync(cancellationToken), clock.GetUtcNow());
        return result is null ? Problems.Invalid(issues) : Api.Json(result);
    }
}
