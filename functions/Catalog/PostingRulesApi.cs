using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>Reads and writes the dated versions of legal entities' posting rules.</summary>
public sealed class PostingRulesApi(CatalogReader reader, CatalogWriter writer)
{
    private readonly CatalogResource<PostingRuleSet> documents = new(
        reader, writer, "posting rule set", document => VersionedKey.Of(document.LegalEntityId, document.Version), catalog => catalog.PostingRuleSets,
        document => new CatalogDocuments { PostingRuleSets = [document] });

    /// <summary>All of them.</summary>
    [Function("ListPostingRules")]
    [ApiOperation(Role.Reader, "Accounting", "Lists the versions of posting rules.", Response = typeof(Page<PostingRuleSet>),
        Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before", "key: only the versions of this legal entity"], Errors = [400])]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/posting-rules")] HttpRequest request, CancellationToken cancellationToken) =>
        documents.ListAsync(request, document => VersionedKey.IsListed(request, document.LegalEntityId), cancellationToken);

    /// <summary>One.</summary>
    [Function("GetPostingRules")]
    [ApiOperation(Role.Reader, "Accounting", "Shows a version of posting rules, with its entity tag.", Response = typeof(PostingRuleSet), Errors = [404])]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/posting-rules/{legalEntity}/versions/{version:int}")] HttpRequest request, string legalEntity, int version, CancellationToken cancellationToken) =>
        documents.GetAsync(request, VersionedKey.Of(legalEntity, version), cancellationToken);

    /// <summary>Adds one.</summary>
    [Function("PutPostingRules")]
    [ApiOperation(Role.Configurer, "Accounting", "Adds a version of a legal entity's posting rules; a version never changes, and books from its day on.", Request = typeof(PostingRuleSet), Response = typeof(PostingRuleSet), Creates = true, Errors = [400, 409, 412])]
    public Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "v1/posting-rules/{legalEntity}/versions/{version:int}")] HttpRequest request, string legalEntity, int version, CancellationToken cancellationToken) =>
        documents.PutAsync(request, VersionedKey.Of(legalEntity, version), cancellationToken);
}
