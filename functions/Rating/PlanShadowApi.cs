using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Catalog;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Functions.Rating;

/// <summary>Shows what a draft of a plan would have charged, before anybody approves it.</summary>
public sealed class PlanShadowApi(DraftDesk drafts, PlanShadow shadow)
{
    /// <summary>Rates closed periods by a draft.</summary>
    [Function("FindShadowDifferences")]
    [ApiOperation(Role.Reader, "Governance", "Rates closed periods by a draft and shows the difference to the catalog as it is, by account and line; stores nothing.", ChangesNothing = true,
        Request = typeof(ShadowRequest), Response = typeof(ShadowResult), Query = ["limit: most accounts a page, 1 to 1,000", "cursor: 'next' of the page before"], Errors = [400, 404])]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/plans/{key}/drafts/{id:int}/shadow")] HttpRequest request,
        string key, int id, CancellationToken cancellationToken)
    {
        var (body, refusal) = await ApiRequest.ReadBodyAsync<ShadowRequest>(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var (limit, cursor, wrong) = ApiRequest.ReadPage(request);
        if (wrong is not null)
        {
            return Problems.Invalid([wrong]);
        }

        if (await drafts.FindAsync(GovernedKind.Find("plans")!, key, id, cancellationToken) is not { } draft)
        {
            return GovernanceAnswers.NoSuchDraft(id);
        }

        var (result, issues) = await shadow.RunAsync(draft, body!, limit, cursor, cancellationToken);
        return result is null ? Problems.Invalid(issues) : Api.Json(result);
    }
}
