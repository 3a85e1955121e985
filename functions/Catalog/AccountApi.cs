using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>Reads and writes accounts.</summary>
public sealed class AccountApi(CatalogReader reader, CatalogWriter writer)
{
    private readonly CatalogResource<Account> documents = new(
        reader, writer, "account", document => document.Id, catalog => catalog.Accounts, document => new CatalogDocuments { Accounts = [document] }, document => document.Id);

    /// <summary>All of them.</summary>
    [Function("ListAccounts")]
    [ApiOperation(Role.Reader, "Catalog", "Lists accounts.", OfAccount = true, Response = typeof(Page<Account>),
        Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before", "legalEntity: only accounts of this legal entity"], Errors = [400])]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/accounts")] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return documents.ListAsync(request, document => request.Query["legalEntity"] is not [{ Length: > 0 } legalEntity] || document.LegalEntityId == legalEntity, cancellationToken);
    }

    /// <summary>One.</summary>
    [Function("GetAccount")]
    [ApiOperation(Role.Reader, "Catalog", "Shows an account, with its entity tag.", OfAccount = true, Response = typeof(Account), Errors = [404])]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/accounts/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        documents.GetAsync(request, id, cancellationToken);

    /// <summary>Adds or replaces one.</summary>
    [Function("PutAccount")]
    [ApiOperation(Role.Configurer, "Catalog", "Adds an account or changes it. Honours If-Match and If-None-Match.", Request = typeof(Account), Response = typeof(Account), Creates = true, Errors = [400, 409, 412])]
    public Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "v1/accounts/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        documents.PutAsync(request, id, cancellationToken);

    /// <summary>Adds an alias.</summary>
    [Function("AddAccountAlias")]
    [ApiOperation(Role.Configurer, "Catalog", "Adds a name under which producers know the account, for example before a quarantine of unmapped usage is replayed.",
        Request = typeof(AccountAliasRequest), Response = typeof(Account), Errors = [400, 404, 409, 412])]
    public async Task<IResult> AddAliasAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/accounts/{id}/aliases")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (body, refusal) = await ApiRequest.ReadBodyAsync<AccountAliasRequest>(request, cancellationToken);
        return refusal ?? await documents.EditAsync(
            request,
            id,
            stored => stored is null
                ? (null, Problems.NotFound("account", id))
                : (stored with { Aliases = stored.Aliases.Contains(body!.Alias) ? stored.Aliases : stored.Aliases.Add(body.Alias) }, null),
            cancellationToken);
    }
}
