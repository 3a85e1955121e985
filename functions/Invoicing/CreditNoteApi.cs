using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Operations;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>Credits invoices and shows their credit notes.</summary>
public sealed class CreditNoteApi(InvoiceCrediting crediting, InvoiceStore invoices, CreditNotes notes, CreditNoteFinder finder, PostingLane lane)
{
    /// <summary>Credits an invoice.</summary>
    [Function("CreditInvoiceInPart")]
    [ApiOperation(Role.Operator, "Credit notes", "Credits an issued invoice: in full, by an amount of its total, by a ratio, or line by line. Sent again with the same id it is the same note.",
        Request = typeof(CreditNoteRequest), Response = typeof(CreditNoteView), Creates = true, Errors = [400, 404, 409])]
    public async Task<IResult> CreditAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/invoices/{id}/credit-notes")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (body, refusal) = await ApiRequest.ReadBodyAsync<CreditNoteRequest>(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var (command, issues) = body!.Read(request.Headers["Idempotency-Key"].FirstOrDefault());
        if (command is null)
        {
            return Problems.Invalid(issues);
        }

        var outcome = await crediting.CreditAsync(id, command, body, cancellationToken);
        return outcome is CreditNoteOutcome.Issued issued
            ? Api.Json(await ViewAsync(issued.Note, true, cancellationToken), issued.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK)
            : CreditNoteAnswers.Problem(outcome)!;
    }

    /// <summary>The credit notes of an invoice.</summary>
    [Function("ListCreditNotes")]
    [ApiOperation(Role.Reader, "Credit notes", "Lists the credit notes on an invoice without their lines, in the order in which they were issued.", OfAccount = true,
        Response = typeof(Page<CreditNoteView>), Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before"], Errors = [400, 404])]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/invoices/{id}/credit-notes")] HttpRequest request, string id, CancellationToken cancellationToken)
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

        if (!InvoiceAccess.MaySee(request, id) || await invoices.FindSummaryAsync(id, cancellationToken) is null)
        {
            return Problems.NotFound("invoice", id);
        }

        var all = await notes.ListAsync(id, cancellationToken);
        List<CreditNoteView> page = [.. all.Skip(from).Take(limit).Select(note => CreditNoteView.Of(note) with { Lines = default })];
        var end = from + page.Count;
        return Api.Json(new Page<CreditNoteView>(page, end < all.Count ? end.ToString(CultureInfo.InvariantCulture) : null));
    }

    /// <summary>One credit note.</summary>
    [Function("GetCreditNote")]
    [ApiOperation(Role.Reader, "Credit notes", "Shows a credit note, by its id or its number, with its lines.", OfAccount = true, Response = typeof(CreditNoteView), Errors = [404])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/credit-notes/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        var note = await finder.FindAsync(id, cancellationToken);
        return note is not null && caller.MaySee(note.AccountId)
            ? Api.Json(await ViewAsync(note, caller.Accounts is null, cancellationToken))
            : Problems.NotFound("credit note", id);
    }

    // How it is booked, and why it may not be yet, is the entity's own affair.
    private async Task<CreditNoteView> ViewAsync(CreditNote note, bool withPosting, CancellationToken cancellationToken) => CreditNoteView.Of(
        note, withPosting ? InvoicePosting.Of(await lane.FindAsync(note.LegalEntityId, PostingKeys.CreditNote(note.Id), cancellationToken)) : null);
}
