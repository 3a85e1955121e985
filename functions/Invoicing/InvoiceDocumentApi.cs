using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>Shows invoices and credit notes as the documents that a customer gets.</summary>
public sealed class InvoiceDocumentApi(InvoiceStore invoices, CreditNoteFinder finder, CatalogReader catalog)
{
    /// <summary>The page.</summary>
    [Function("GetInvoiceDocument")]
    [ApiOperation(Role.Reader, "Invoices", "Shows an invoice as a printable page (HTML, no scripts); drafts bear a watermark.", OfAccount = true, Errors = [404])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/invoices/{id}/document")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var snapshot = await catalog.GetCurrentAsync(cancellationToken);
        return InvoiceAccess.MaySee(request, id)
            && await invoices.FindAsync(id, cancellationToken) is { } invoice
            && snapshot.Accounts.TryGetValue(invoice.AccountId, out var account)
            && snapshot.LegalEntities.TryGetValue(invoice.LegalEntityId, out var entity)
            ? Documents.Page(request, InvoiceDocument.Of(invoice, entity, account))
            : Problems.NotFound("invoice", id);
    }

    /// <summary>The page of a credit note.</summary>
    [Function("GetCreditNoteDocument")]
    [ApiOperation(Role.Reader, "Credit notes", "Shows a credit note, by its id or its number, as a printable page (HTML, no scripts).", OfAccount = true, Errors = [404])]
    public async Task<IResult> GetNoteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/credit-notes/{id}/document")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var snapshot = await catalog.GetCurrentAsync(cancellationToken);
        return await finder.FindAsync(id, cancellationToken) is { Number: not null } note
            && Caller.Of(request).MaySee(note.AccountId)
            && snapshot.Accounts.TryGetValue(note.AccountId, out var account)
            && snapshot.LegalEntities.TryGetValue(note.LegalEntityId, out var entity)
            ? Documents.Page(request, CreditNoteDocument.Of(note, entity, account))
            : Problems.NotFound("credit note", id);
    }
}
