using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Ledger;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Functions.Ledger;

/// <summary>Shows the embedded ledger's books.</summary>
public sealed class LedgerApi(EmbeddedLedger ledger, FindLegalEntity findLegalEntity)
{
    /// <summary>The trial balance.</summary>
    [Function("GetTrialBalance")]
    [ApiOperation(Role.Reader, "Ledger", "Shows the balances of a legal entity's accounts.", Response = typeof(TrialBalance), Query = ["recount: 'true' also counts every document again"], Errors = [404])]
    public async Task<IResult> TrialBalanceAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/ledger/{legalEntity}/trial-balance")] HttpRequest request, string legalEntity, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await findLegalEntity(legalEntity, cancellationToken) is not { } entity)
        {
            return Problems.NotFound("legal entity", legalEntity);
        }

        var accounts = await ledger.TrialBalanceAsync(legalEntity, cancellationToken);
        var recount = request.Query["recount"] == "true" ? await ledger.RecountAsync(legalEntity, cancellationToken) : null;
        return Api.Json(TrialBalance.Of(entity, accounts, recount));
    }

    /// <summary>The journal.</summary>
    [Function("ListLedgerEntries")]
    [ApiOperation(Role.Reader, "Ledger", "Lists the documents of a legal entity's books in their order.", Response = typeof(Page<ErpDocument>), Query = ["limit: page size", "cursor: from the page before"], Errors = [400, 404])]
    public async Task<IResult> EntriesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/ledger/{legalEntity}/entries")] HttpRequest request, string legalEntity, CancellationToken cancellationToken)
    {
        var (limit, cursor, issue) = ApiRequest.ReadPage(request);
        if (issue is not null)
        {
            return Problems.Invalid([issue]);
        }

        if (await findLegalEntity(legalEntity, cancellationToken) is null)
        {
            return Problems.NotFound("legal entity", legalEntity);
        }

        if (cursor is not null && EmbeddedLedger.NumberOf(legalEntity, cursor) is null)
        {
            return Problems.Invalid([ApiRequest.UnknownCursor(cursor)]);
        }

        var page = await ledger.ListAsync(legalEntity, cursor, limit, cancellationToken);
        return Api.Json(new Page<ErpDocument>(page.Documents, page.Next));
    }

    /// <summary>One document.</summary>
    [Function("GetLedgerEntry")]
    [ApiOperation(Role.Reader, "Ledger", "Shows the document under a posting key.", Response = typeof(LedgerEntryView), Errors = [404])]
    public async Task<IResult> EntryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/ledger/{legalEntity}/entries/{key}")] HttpRequest request,
        string legalEntity,
        string key,
        CancellationToken cancellationToken) =>
        await ledger.FindEntryAsync(legalEntity, key, cancellationToken) is { } entry ? Api.Json(LedgerEntryView.Of(entry)) : Problems.NotFound("ledger entry", key);
}
