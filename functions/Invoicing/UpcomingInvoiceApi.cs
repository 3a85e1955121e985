using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>Shows the invoice that is coming.</summary>
public sealed class UpcomingInvoiceApi(UpcomingInvoices upcoming, CatalogReader reader)
{
    /// <summary>As it would be now.</summary>
    [Function("GetUpcomingInvoice")]
    [ApiOperation(Role.Reader, "Invoices", "Shows an account's next invoice as it would be now: lines with derivation, taxes, notes. Nothing is stored.", OfAccount = true,
        Response = typeof(UpcomingInvoice), Query = ["period: a billing period that is not billed yet; without it the one that runs now"], Errors = [400, 404, 409])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/accounts/{id}/upcoming-invoice")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var catalog = await reader.GetCurrentAsync(cancellationToken);
        if (!catalog.Accounts.TryGetValue(id, out var account) || !Caller.Of(request).MaySee(account.Id) || !catalog.LegalEntities.TryGetValue(account.LegalEntityId, out var entity))
        {
            return Problems.NotFound("account", id);
        }

        var key = request.Query["period"].ToString();
        var period = key.Length == 0 ? null : BillingCalendar.PeriodOf(account, key);
        if (key.Length > 0 && period is null)
        {
            return Problems.Invalid("period", "unknown-period", $"'{key}' is no billing period of the account.", "Send the local date on which the period begins, such as 20260301.");
        }

        return await upcoming.FindAsync(catalog, entity, account, period, cancellationToken) switch
        {
            UpcomingOutcome.Found found => Api.Json(found.Upcoming),
            UpcomingOutcome.AlreadyBilled billed => Problems.Conflict("period-billed", $"The period {billed.PeriodKey} is billed by '{billed.InvoiceId}': read that invoice."),
            UpcomingOutcome.Refused refused => Problems.Conflict(refused.Code, refused.Message),
            var other => throw new InvalidOperationException($"Unknown outcome {other.GetType().Name}."),
        };
    }
}
