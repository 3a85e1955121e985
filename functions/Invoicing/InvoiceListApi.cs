using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>Lists invoices by account, legal entity, period and state.</summary>
public sealed class InvoiceListApi(InvoiceStore invoices, CatalogReader reader)
{
    /// <summary>Pages read for one answer: a rare state must not make one request read the whole store.</summary>
    private const int PagesRead = 10;

    /// <summary>A page of invoices.</summary>
    [Function("ListInvoices")]
    [ApiOperation(Role.Reader, "Invoices", "Lists invoices without their lines, by period and account.", OfAccount = true, Response = typeof(Page<InvoiceSummary>),
        Query =
        [
            "account: only this account's",
            "legalEntity: only this legal entity's",
            "period: only of the billing periods with this key, yyyyMMdd",
            "state: only in this state: draft, issued, posted, credited or void",
            "limit: page size, 1 to 1,000; a page may be shorter and yet not the last",
            "cursor: 'next' of the page before",
        ],
        Errors = [400])]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/invoices")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (filter, issue) = InvoiceFilter.Read(request);
        if (issue is not null)
        {
            return Problems.Invalid([issue]);
        }

        var catalog = await reader.GetCurrentAsync(cancellationToken);
        var (byAccount, partitions) = filter!.Partitions(catalog, Caller.Of(request));
        var found = new List<InvoiceSummary>();
        var cursor = filter.Cursor ?? (partitions.Count > 0 ? CursorOf(partitions[0], null) : null);
        for (var read = 0; cursor is not null && read < PagesRead && found.Count < filter.Limit; read++)
        {
            var at = cursor.IndexOf('|', StringComparison.Ordinal);
            var partition = at < 0 ? -1 : partitions.FindIndex(one => Uri.EscapeDataString(one) == cursor[..at]);
            if (partition < 0)
            {
                return Problems.Invalid([ApiRequest.UnknownCursor(filter.Cursor!)]);
            }

            var inner = cursor[(at + 1)..];
            var page = await ReadAsync(filter, byAccount, partitions[partition], filter.Limit - found.Count, inner.Length == 0 ? null : inner, cancellationToken);
            found.AddRange(page.Invoices.Where(filter.Takes));
            cursor = page.Next is { } next ? CursorOf(partitions[partition], next) : partition + 1 < partitions.Count ? CursorOf(partitions[partition + 1], null) : null;
        }

        return Api.Json(new Page<InvoiceSummary>(found, cursor));
    }

    // Escaped, because the key may be anything that a caller asked for, and its own '|' must not end it.
    private static string CursorOf(string partition, string? inner) => $"{Uri.EscapeDataString(partition)}|{inner}";

    private Task<InvoicePage> ReadAsync(InvoiceFilter filter, bool byAccount, string partition, int limit, string? continuation, CancellationToken cancellationToken) =>
        byAccount
            ? invoices.ListByAccountAsync(partition, filter.Period, limit, continuation, cancellationToken)
            : invoices.ListByLegalEntityAsync(partition, filter.Period, limit, continuation, cancellationToken);
}
