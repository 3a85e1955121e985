using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>Shows an invoice, its lines and what it is booked as.</summary>
public sealed class InvoiceApi(InvoiceStore invoices, CreditNotes notes, Payments payments, PostingLane lane)
{
    /// <summary>Where it stands.</summary>
    [Function("GetInvoice")]
    [ApiOperation(Role.Reader, "Invoices", "Shows where an invoice stands: its state, number, totals and posting.", OfAccount = true, Response = typeof(InvoiceView), Errors = [404])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/invoices/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (!InvoiceAccess.MaySee(request, id) || await invoices.FindSummaryAsync(id, cancellationToken) is not { } invoice)
        {
            return Problems.NotFound("invoice", id);
        }

        // How it is booked, and why it may not be yet, is the entity's own affair.
        var entry = Caller.Of(request).Accounts is null ? await lane.FindAsync(invoice.LegalEntityId, JournalEntries.KeyOf(id), cancellationToken) : null;
        return Api.Json(InvoiceView.Of(invoice, InvoicePosting.Of(entry)));
    }

    /// <summary>What is charged.</summary>
    [Function("ListInvoiceLines")]
    [ApiOperation(Role.Reader, "Invoices", "Lists the lines of an invoice, each with its derivation.", OfAccount = true, Response = typeof(Page<InvoiceLine>),
        Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before"], Errors = [400, 404])]
    public async Task<IResult> LinesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/invoices/{id}/lines")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
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

        if (!InvoiceAccess.MaySee(request, id) || await invoices.FindAsync(id, cancellationToken) is not { } invoice)
        {
            return Problems.NotFound("invoice", id);
        }

        List<InvoiceLine> page = [.. invoice.Lines.Skip(from).Take(limit)];
        var end = from + page.Count;
        return Api.Json(new Page<InvoiceLine>(page, end < invoice.Lines.Length ? end.ToString(CultureInfo.InvariantCulture) : null));
    }

    /// <summary>One line.</summary>
    [Function("GetInvoiceLine")]
    [ApiOperation(Role.Reader, "Invoices", "Shows a line of an invoice and how its amount came about.", OfAccount = true, Response = typeof(InvoiceLine), Errors = [404])]
    public async Task<IResult> LineAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/invoices/{id}/lines/{number:int}")] HttpRequest request,
        string id,
        int number,
        CancellationToken cancellationToken)
    {
        var invoice = InvoiceAccess.MaySee(request, id) ? await invoices.FindAsync(id, cancellationToken) : null;
        return invoice?.Lines.FirstOrDefault(line => line.Number == number) is { } found ? Api.Json(found) : Problems.NotFound("invoice line", $"{id} line {number}");
    }

    /// <summary>What is booked.</summary>
    [Function("GetInvoiceJournal")]
    [ApiOperation(Role.Reader, "Invoices", "Shows the journal entries of an invoice; each journal line names the invoice lines that it books.", Response = typeof(InvoiceJournal), Errors = [404])]
    public async Task<IResult> JournalAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/invoices/{id}/journal")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await invoices.FindSummaryAsync(id, cancellationToken) is not { } invoice)
        {
            return Problems.NotFound("invoice", id);
        }

        var key = PostingKeys.Invoice(id);
        List<string> keys = [key, PostingKeys.Reversal(key), .. (await notes.ListAsync(id, cancellationToken)).Select(note => PostingKeys.CreditNote(note.Id))];
        string? cursor = null;
        do
        {
            (var page, cursor) = await payments.ListAsync(id, TableLimits.PageRows, cursor, cancellationToken);
            keys.AddRange(page.Select(payment => PostingKeys.Payment(payment.Id)));
        }
        while (cursor is not null);
        var entries = new List<LaneEntry>();
        foreach (var one in keys)
        {
            if (await lane.FindAsync(invoice.LegalEntityId, one, cancellationToken) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return Api.Json(new InvoiceJournal(id, [.. entries]));
    }
}
