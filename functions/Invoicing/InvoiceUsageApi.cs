using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Ingest;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>Shows the usage records behind an invoice line: lineage from the invoice back to the usage events.</summary>
public sealed class InvoiceUsageApi(InvoiceStore invoices, CatalogReader reader, UsagePeriods periods)
{
    /// <summary>Pages read for one answer: a line of few records must not make one request read a whole period.</summary>
    private const int PagesRead = 10;

    /// <summary>The records that a line covers.</summary>
    [Function("ListInvoiceLineUsage")]
    [ApiOperation(Role.Reader, "Invoices", "Lists the usage records that a line of an invoice covers, exactly those its set hash names.", OfAccount = true, Response = typeof(Page<UsageRecord>),
        Query = ["limit: page size, 1 to 1,000; a page may be shorter and yet not the last", "cursor: 'next' of the page before"], Errors = [400, 404])]
    public async Task<IResult> UsageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/invoices/{id}/lines/{number:int}/usage")] HttpRequest request,
        string id,
        int number,
        CancellationToken cancellationToken)
    {
        var (limit, cursor, issue) = ApiRequest.ReadPage(request);
        if (issue is not null)
        {
            return Problems.Invalid([issue]);
        }

        var invoice = InvoiceAccess.MaySee(request, id) ? await invoices.FindAsync(id, cancellationToken) : null;
        if (invoice?.Lines.FirstOrDefault(line => line.Number == number) is not { } line)
        {
            return Problems.NotFound("invoice line", string.Create(CultureInfo.InvariantCulture, $"{id} line {number}"));
        }

        var catalog = await reader.GetCurrentAsync(cancellationToken);
        if (line.Derivation.Usage.IsEmpty
            || !catalog.Accounts.TryGetValue(invoice.AccountId, out var account)
            || BillingCalendar.PeriodOf(account, invoice.PeriodKey) is not { } period)
        {
            return Api.Json(new Page<UsageRecord>([], null));
        }

        // One scan for all that the line covers: the store narrows to the contract and the meter, the rest is narrowed here.
        var covered = line.Derivation.Usage.ToLookup(UsageKey.Of, StringComparer.Ordinal);
        var filter = new RecordFilter(line.SubscriptionId, line.Derivation.Usage[0].Meter);
        var found = new List<UsageRecord>();
        for (var read = 0; read == 0 || (cursor is not null && read < PagesRead && found.Count < limit); read++)
        {
            var (records, next) = await periods.RecordsAsync(account, period, filter, limit - found.Count, cursor, cancellationToken);
            found.AddRange(records.Where(record => record.Measures.Any(measure =>
                covered[UsageKey.Of(measure.SubscriptionId, measure.Meter, measure.Group, record.LateFrom)].Any(usage => usage.Covers(record.Time)))));
            cursor = next;
        }

        return Api.Json(new Page<UsageRecord>(found, cursor));
    }
}
