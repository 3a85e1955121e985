using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Operations;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>Grants prepaid credit and shows what became of it.</summary>
public sealed class CreditApi(CreditStore credits, CreditGranting granting, CatalogReader catalog, TimeProvider clock)
{
    /// <summary>The grants of an account.</summary>
    [Function("ListCredits")]
    [ApiOperation(Role.Reader, "Credits", "Lists an account's grants of prepaid credit with what is left of each.", OfAccount = true, Response = typeof(Page<GrantView>),
        Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before"], Errors = [400, 404])]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/accounts/{id}/credits")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(request, id, cancellationToken) is null)
        {
            return Problems.NotFound("account", id);
        }

        var (limit, cursor, issue) = ApiRequest.ReadPage(request);
        var from = 0;
        if (issue is null && cursor is not null && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out from))
        {
            issue = ApiRequest.UnknownCursor(cursor);
        }

        if (issue is not null)
        {
            return Problems.Invalid([issue]);
        }

        var now = clock.GetUtcNow();
        var balances = await credits.BalancesAsync(id, cancellationToken);
        List<GrantView> page = [.. balances.Skip(from).Take(limit).Select(balance => GrantView.Of(balance, now))];
        return Api.Json(new Page<GrantView>(page, from + page.Count < balances.Length ? (from + page.Count).ToString(CultureInfo.InvariantCulture) : null));
    }

    /// <summary>The credit ledger of an account.</summary>
    [Function("ListCreditLedger")]
    [ApiOperation(Role.Reader, "Credits", "Lists the entries of an account's credit ledger, oldest first: what was granted, drawn by invoices and given back.", OfAccount = true,
        Response = typeof(Page<CreditEntry>), Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before"], Errors = [400, 404])]
    public async Task<IResult> LedgerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/accounts/{id}/credits/ledger")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await FindAsync(request, id, cancellationToken) is null
            ? Problems.NotFound("account", id)
            : await Api.PageAsync(request, (limit, cursor) => credits.LedgerAsync(id, limit, cursor, cancellationToken));

    /// <summary>Grants.</summary>
    [Function("GrantCredit")]
    [ApiOperation(Role.Operator, "Credits", "Grants an account prepaid credit. The same grant again is granted already.", Request = typeof(GrantRequest), Response = typeof(GrantView), Creates = true, Errors = [400, 404, 409])]
    public async Task<IResult> GrantAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "v1/accounts/{id}/credits/{grant}")] HttpRequest request, string id, string grant, CancellationToken cancellationToken)
    {
        var (body, refusal) = await ApiRequest.ReadBodyAsync<GrantRequest>(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var snapshot = await catalog.GetCurrentAsync(cancellationToken);
        if (!snapshot.Accounts.TryGetValue(id, out var account) || !snapshot.LegalEntities.TryGetValue(account.LegalEntityId, out var entity))
        {
            return Problems.NotFound("account", id);
        }

        var now = clock.GetUtcNow();
        var wanted = new CreditGrant(
            grant, body!.Name, body.Amount, body.Currency ?? account.InvoiceCurrency(entity), body.Priority, now, body.ExpiresAt, body.Products, body.Note, body.Funding);
        if (CreditGrantRules.Check(wanted, snapshot, now) is { IsEmpty: false } issues)
        {
            return Problems.Invalid(issues);
        }

        if (CreditGranting.Obstacle(snapshot, entity, account, wanted) is { } obstacle)
        {
            return Problems.Invalid([obstacle]);
        }

        return await granting.GrantAsync(id, wanted, cancellationToken) switch
        {
            GrantOutcome.Granted granted => Api.Json(GrantView.Of(granted.Balance, now), granted.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK),
            GrantOutcome.Conflicting => Problems.Conflict("grant-differs", $"Account '{id}' has another grant '{grant}'; a grant never changes. Use another id."),
            GrantOutcome.TooMany many => Problems.Conflict("too-many-grants", $"Account '{id}' has {many.Most} grants; it cannot have more."),
            var other => throw new InvalidOperationException($"Unknown grant outcome {other.GetType().Name}."),
        };
    }

    private async Task<Account?> FindAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        (await catalog.GetCurrentAsync(cancellationToken)).Accounts.TryGetValue(id, out var account) && Caller.Of(request).MaySee(account.Id) ? account : null;
}
