using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>Records and reads one-off charges of an account.</summary>
public sealed class ChargeApi(ChargeStore charges, CatalogReader catalog)
{
    /// <summary>The charges of an account.</summary>
    [Function("ListCharges")]
    [ApiOperation(Role.Reader, "Contracts", "Lists an account's one-off charges with the invoices that hold them.", OfAccount = true, Response = typeof(Page<AccountCharge>),
        Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before"], Errors = [400, 404])]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/accounts/{id}/charges")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (!(await catalog.GetCurrentAsync(cancellationToken)).Accounts.ContainsKey(id) || !Caller.Of(request).MaySee(id))
        {
            return Problems.NotFound("account", id);
        }

        var all = await charges.ListAsync(id, cancellationToken);
        return await Api.PageAsync<AccountCharge>(request, (limit, cursor) =>
        {
            var rest = all.OrderBy(one => one.Id, StringComparer.Ordinal).Where(one => cursor is null || string.CompareOrdinal(one.Id, cursor) > 0).Take(limit + 1).ToList();
            return Task.FromResult<(IReadOnlyList<AccountCharge>, string?)>(([.. rest.Take(limit)], rest.Count > limit ? rest[limit - 1].Id : null));
        });
    }

    /// <summary>Records one.</summary>
    [Function("AddCharge")]
    [ApiOperation(Role.Operator, "Contracts", "Records a one-off charge; the next invoice after its service date charges it. The same charge again is recorded already.",
        Request = typeof(ChargeRequest), Response = typeof(AccountCharge), Creates = true, Errors = [400, 404, 409])]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "v1/accounts/{id}/charges/{charge}")] HttpRequest request, string id, string charge, CancellationToken cancellationToken)
    {
        var (body, refusal) = await ApiRequest.ReadBodyAsync<ChargeRequest>(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var snapshot = await catalog.GetCurrentAsync(cancellationToken);
        if (!snapshot.Accounts.TryGetValue(id, out var account) || !snapshot.LegalEntities.TryGetValue(account.LegalEntityId, out var entity))
        {
            return Problems.NotFound("account", id);
        }

        var wanted = new AccountCharge(charge, id, body!.Product, body.Name, body.Amount, body.ServiceDate, body.TaxClass);
        if (ChargeRules.Check(wanted, account.InvoiceCurrency(entity)) is { IsEmpty: false } issues)
        {
            return Problems.Invalid(issues);
        }

        var (standing, isNew) = await charges.AddAsync(wanted, cancellationToken);
        return standing with { InvoiceId = null } == wanted
            ? Api.Json(standing, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK)
            : Problems.Conflict("charge-differs", $"Account '{id}' has another charge '{Problems.Shown(charge)}'; a charge never changes. Use another id.");
    }
}
