using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>The versions of governed documents: who wrote them, who approved them, and what changed.</summary>
public sealed class VersionApi(VersionHistory versions)
{
    /// <summary>The versions of a document.</summary>
    [Function("ListVersions")]
    [ApiOperation(Role.Reader, "Governance", "Lists the versions of a document, with who answers for each.", Response = typeof(Page<ConfigurationVersion>),
        Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before"], Errors = [400, 404])]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/{kind}/{key}/versions")] HttpRequest request, string kind, string key, CancellationToken cancellationToken)
    {
        if (GovernedKind.Find(kind) is not { } governed)
        {
            return GovernanceAnswers.NoSuchKind(kind);
        }

        return await Api.PageAsync<ConfigurationVersion>(request, async (limit, cursor) =>
        {
            // A document has few versions, and they are told apart by what the catalog has: so they are read together and shown in pages.
            var after = int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : 0;
            var rest = (await versions.ListAsync(governed, key, cancellationToken)).Where(version => version.Version > after).Take(limit + 1).ToList();
            return ([.. rest.Take(limit)], rest.Count > limit ? rest[limit - 1].Version.ToString(CultureInfo.InvariantCulture) : null);
        });
    }

    /// <summary>What a version changed.</summary>
    [Function("GetVersionDifference")]
    [ApiOperation(Role.Reader, "Governance", "Shows how a version differs from the one before, or from another one, member by member.", Response = typeof(VersionDifference),
        Query = ["against: the version to compare with; without it the one before"], Errors = [400, 404])]
    public async Task<IResult> CompareAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/{kind}/{key}/versions/{version:int}/difference")] HttpRequest request,
        string kind, string key, int version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (GovernedKind.Find(kind) is not { } governed)
        {
            return GovernanceAnswers.NoSuchKind(kind);
        }

        var text = request.Query["against"].ToString();
        var against = Math.Max(version, 1) - 1;
        if (text.Length > 0 && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out against))
        {
            return Problems.Invalid("against", "wrong-type", $"'{Problems.Shown(text)}' is no version.", "Send the number of a version, or leave it out.");
        }

        return await versions.CompareAsync(governed, key, version, against, cancellationToken) is { } difference
            ? Api.Json(difference)
            : Problems.NotFound("pair of versions", string.Create(CultureInfo.InvariantCulture, $"{key}:{against}:{version}"));
    }
}
