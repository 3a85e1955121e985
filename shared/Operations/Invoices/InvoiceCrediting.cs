using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;
using RevenueFunctions.Sagas;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Operations;

/// <summary>Credits issued invoices on a person's word: the note, its number, the prepaid credit that comes back, the books, and who is told.</summary>
public sealed class InvoiceCrediting(
    CatalogReader catalog, InvoiceStore invoices, CreditNotes notes, CreditStore credits, SagaJournal sagas, DocumentBooking booking, OpenCommands commands,
    IOutboundEvents outbound, TimeProvider clock)
{
    /// <summary>Credits an invoice by a request that was read into the command.</summary>
    public async Task<CreditNoteOutcome> CreditAsync(string invoiceId, CreditCommand command, CreditNoteRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(request);
        if (await RefuseAsync(invoiceId, command, request.Currency, cancellationToken) is { } refused)
        {
            return refused;
        }

        var open = new OpenCommand(OpenCommandKind.Credit, invoiceId, command.Key, clock.GetUtcNow(), request);
        await commands.KeepAsync(open, cancellationToken);
        var outcome = await CarryOutAsync(invoiceId, command, cancellationToken);
        await commands.LetGoAsync(open, cancellationToken);
        return outcome;
    }

    /// <summary>
    /// Voids an invoice: a draft is dropped, of an issued one everything that is left is credited. Null when it is dropped, now or since before.
    /// </summary>
    public async Task<CreditNoteOutcome?> VoidAsync(string invoiceId, string reason, CancellationToken cancellationToken = default)
    {
        if (await invoices.FindSummaryAsync(invoiceId, cancellationToken) is { State: InvoiceState.Draft or InvoiceState.Void } unissued)
        {
            return await RunningSagaAsync(unissued, cancellationToken) ?? await DropAsync(unissued, cancellationToken);
        }

        return await CreditAsync(invoiceId, CreditCommand.Rest(reason), new CreditNoteRequest(reason, Full: true), cancellationToken);
    }

    /// <summary>What stands in the way of a command; null when nothing does.</summary>
    public async Task<CreditNoteOutcome?> RefuseAsync(string invoiceId, CreditCommand command, string? currency, CancellationToken cancellationToken = default)
    {
        if (await invoices.FindSummaryAsync(invoiceId, cancellationToken) is not { } invoice)
        {
            return new CreditNoteOutcome.NotFound(invoiceId);
        }

        return currency is not null && currency != invoice.Currency
            ? new CreditNoteOutcome.Invalid([new ValidationIssue("currency", "not-the-invoices", $"The invoice is in {invoice.Currency}.", "Credit it in its own currency, or leave the field out.")])
            : await RunningSagaAsync(invoice, cancellationToken) ?? await notes.CheckAsync(invoiceId, command, cancellationToken);
    }

    /// <summary>Carries an accepted command out, from wherever a crash left it.</summary>
    public async Task<CreditNoteOutcome> CarryOutAsync(string invoiceId, CreditCommand command, CancellationToken cancellationToken = default)
    {
        var invoice = await invoices.FindSummaryAsync(invoiceId, cancellationToken);
        if (invoice is null)
        {
            return new CreditNoteOutcome.NotFound(invoiceId);
        }

        var entity = (await catalog.GetCurrentAsync(cancellationToken)).LegalEntities.GetValueOrDefault(invoice.LegalEntityId)
            ?? throw new InvalidOperationException($"The catalog has no legal entity '{invoice.LegalEntityId}', which issued invoice '{invoiceId}'.");
        var outcome = await notes.CreditAsync(invoiceId, command, entity.InvoicePrefix, cancellationToken);
        if (outcome is CreditNoteOutcome.Issued { Note: { } note })
        {
            await ReturnCreditsAsync(note, cancellationToken);
            await booking.BookAsync(note, cancellationToken);
            await outbound.PublishAsync(InvoiceEvents.Credited(note), cancellationToken);
            if (note.IsLast && await invoices.FindSummaryAsync(invoiceId, cancellationToken) is { } credited)
            {
                await outbound.PublishAsync(InvoiceEvents.Credited(credited), cancellationToken);
            }
        }

        return outcome;
    }

    /// <summary>The last note gives back all that the invoice still holds, the use of its coupons too.</summary>
    private Task ReturnCreditsAsync(CreditNote note, CancellationToken cancellationToken) => note switch
    {
        { IsLast: true } => credits.ReturnAsync(note.InvoiceId, cancellationToken),
        { Credits.IsEmpty: true } => Task.CompletedTask,
        _ => credits.ReturnAsync(note.InvoiceId, note.Id, note.Credits, cancellationToken),
    };

    private async Task<CreditNoteOutcome.Unfinished?> RunningSagaAsync(InvoiceSummary invoice, CancellationToken cancellationToken)
    {
        var saga = await sagas.FindAsync(SagaId.Of(invoice.AccountId, invoice.PeriodKey), cancellationToken);

        // Of a run of the same period that replaces this invoice, nothing can come to it any more.
        return saga?.State == SagaState.Running && invoice.State != InvoiceState.Credited ? new CreditNoteOutcome.Unfinished(invoice, saga.SagaId) : null;
    }

    private async Task<CreditNoteOutcome?> DropAsync(InvoiceSummary draft, CancellationToken cancellationToken)
    {
        if (await invoices.VoidAsync(draft.Id, cancellationToken) is InvoiceChange.Refused refused)
        {
            return new CreditNoteOutcome.NotIssued(refused.Invoice);
        }

        await credits.ReturnAsync(draft.Id, cancellationToken);
        return null;
    }
}
