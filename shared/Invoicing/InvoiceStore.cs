using System.Collections.Immutable;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// Keeps the invoices. An account's invoices live in one partition: a head row for each (state and totals) and, apart from it, the lines.
/// The head is the commit point: what is written before it is invisible, and the repeat of the step that crashed writes it again.
/// </summary>
public sealed class InvoiceStore(ITableStore store, DocumentNumbers numbers)
{
    private readonly InvoiceRows rows = new(store);
    private readonly CreditNotes notes = new(store, numbers);

    /// <summary>The invoice with its lines, or null.</summary>
    public async Task<Invoice?> FindAsync(string invoiceId, CancellationToken cancellationToken = default)
    {
        var head = await rows.HeadAsync(invoiceId, cancellationToken);
        return head is null ? null : head.Value.Head.Summary.With(await rows.LinesAsync(head.Value.Head, cancellationToken));
    }

    /// <summary>The invoice without its lines, or null.</summary>
    public async Task<InvoiceSummary?> FindSummaryAsync(string invoiceId, CancellationToken cancellationToken = default) =>
        (await rows.HeadAsync(invoiceId, cancellationToken))?.Head.Summary;

    /// <summary>
    /// The id under which the account's period is invoiced now: the latest one, or the one after it when that was credited or dropped.
    /// A saga asks once and keeps the answer in its history; asking again before a draft is saved gives the same.
    /// </summary>
    public async Task<InvoiceRevision> CurrentRevisionAsync(string accountId, string periodKey, CancellationToken cancellationToken = default)
    {
        var latest = await rows.LatestAsync(new InvoiceId(accountId, periodKey), cancellationToken);
        if (latest is null)
        {
            return new InvoiceRevision(new InvoiceId(accountId, periodKey), null);
        }

        var id = InvoiceId.Parse(latest.Id);
        return latest.State is InvoiceState.Credited or InvoiceState.Void
            ? new InvoiceRevision(id with { Revision = id.Revision + 1 }, null)
            : new InvoiceRevision(id, latest.State);
    }

    /// <summary>The invoice by which the account's period is billed, or null.</summary>
    public async Task<InvoiceSummary?> StandingAsync(string accountId, string periodKey, CancellationToken cancellationToken = default) =>
        await rows.LatestAsync(new InvoiceId(accountId, periodKey), cancellationToken) is { Stands: true } latest ? latest : null;

    /// <summary>
    /// Saves a draft. Saving the same content again is done already, also when the invoice was issued since; other content replaces a
    /// draft and is refused by an issued invoice, whose content never changes.
    /// </summary>
    public async Task<InvoiceChange> SaveDraftAsync(Invoice draft, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var body = InvoiceBody.Of(draft);
        while (true)
        {
            var found = await rows.HeadAsync(draft.Id, cancellationToken);
            if (found is { } stored)
            {
                if (stored.Head.Body == body.Description && stored.Head.Summary.State != InvoiceState.Void)
                {
                    return new InvoiceChange.Done(stored.Head.Summary);
                }

                if (stored.Head.Summary.State != InvoiceState.Draft)
                {
                    return new InvoiceChange.Refused(stored.Head.Summary, $"Invoice '{draft.Id}' is {stored.Head.Summary.State}; its content cannot change. Invoice the period under its current revision.");
                }
            }

            // Index and lines first, the head last: a crash before the head leaves rows that no reader follows, and the repeat of the
            // saga's step overwrites them with the same bytes.
            await rows.WriteIndexAsync(draft, cancellationToken);
            await rows.WriteBodyAsync(draft.Id, body, cancellationToken);
            var head = new InvoiceHead(InvoiceSummary.Of(draft), body.Description);
            if (await rows.TryWriteHeadAsync(head, found?.Version, cancellationToken))
            {
                return new InvoiceChange.Done(head.Summary);
            }
        }
    }

    /// <summary>
    /// Issues a draft under the next number of its legal entity. The number is allotted before the head says so: a crash in between
    /// leaves a numbered draft, and the repeat of the step finds that number again and finishes.
    /// </summary>
    /// <param name="invoiceId">The draft.</param>
    /// <param name="prefix">The legal entity's number prefix.</param>
    /// <param name="cancellationToken">Gives up; the step may be repeated.</param>
    public async Task<InvoiceChange> IssueAsync(string invoiceId, string prefix, CancellationToken cancellationToken = default)
    {
        var found = await rows.HeadAsync(invoiceId, cancellationToken);
        if (found is null)
        {
            return new InvoiceChange.NotFound(invoiceId);
        }

        var current = found.Value.Head.Summary;
        if (current.State == InvoiceState.Void)
        {
            return new InvoiceChange.Refused(current, $"Invoice '{invoiceId}' was dropped.");
        }

        var number = current.Number is null
            ? await numbers.AllotAsync(current.LegalEntityId, DocumentSeries.Invoice, prefix, invoiceId, cancellationToken)
            : null;
        return await ChangeAsync(invoiceId, invoice => invoice.State switch
        {
            InvoiceState.Draft when number is not null => invoice with
            {
                State = InvoiceState.Issued,
                Number = number.Number,
                IssuedAt = number.AllottedAt,
                DueAt = number.AllottedAt.AddDays(invoice.PaymentTermDays),
            },
            InvoiceState.Draft or InvoiceState.Void => null,
            _ => invoice,
        }, "It was dropped.", cancellationToken);
    }

    /// <summary>Notes that the invoice's journal entry is in the ledger.</summary>
    public Task<InvoiceChange> MarkPostedAsync(string invoiceId, string postingReference, CancellationToken cancellationToken = default) =>
        ChangeAsync(invoiceId, invoice => invoice.State switch
        {
            InvoiceState.Issued => invoice with { State = InvoiceState.Posted, PostingReference = postingReference },
            InvoiceState.Posted when invoice.PostingReference == postingReference => invoice,
            _ => null,
        }, "Only an issued invoice is posted, and once.", cancellationToken);

    /// <summary>
    /// Takes what is left of an issued invoice back by a credit note, numbered in its own gapless series: the compensation of issuing. The
    /// period can be invoiced again under the next revision.
    /// </summary>
    public async Task<InvoiceChange> CreditAsync(string invoiceId, string prefix, string reason, CancellationToken cancellationToken = default) =>
        await notes.CreditAsync(invoiceId, CreditCommand.Reversal(reason), prefix, cancellationToken) switch
        {
            CreditNoteOutcome.Issued or CreditNoteOutcome.NothingLeft => new InvoiceChange.Done((await FindSummaryAsync(invoiceId, cancellationToken))!),
            CreditNoteOutcome.NotIssued refused => new InvoiceChange.Refused(
                refused.Invoice, $"Invoice '{invoiceId}' is {refused.Invoice.State}; only an issued invoice is credited."),
            CreditNoteOutcome.NotFound => new InvoiceChange.NotFound(invoiceId),
            var other => throw new InvalidOperationException($"Crediting the rest of invoice '{invoiceId}' ended in {other.GetType().Name}."),
        };

    /// <summary>
    /// Drops a draft. It is closed to numbering first, so that no issuer can number it in between: a number on a dropped invoice would
    /// be a gap in the books.
    /// </summary>
    public async Task<InvoiceChange> VoidAsync(string invoiceId, CancellationToken cancellationToken = default)
    {
        var found = await rows.HeadAsync(invoiceId, cancellationToken);
        if (found is null)
        {
            return new InvoiceChange.NotFound(invoiceId);
        }

        var closed = await numbers.CloseAsync(found.Value.Head.Summary.LegalEntityId, DocumentSeries.Invoice, invoiceId, cancellationToken);
        return await ChangeAsync(invoiceId, invoice => invoice.State switch
        {
            InvoiceState.Draft when closed => invoice with { State = InvoiceState.Void },
            InvoiceState.Void => invoice,
            _ => null,
        }, "It has a number; an issued invoice is credited, never dropped.", cancellationToken);
    }

    /// <summary>A page of an account's invoices by period and revision, optionally of one period.</summary>
    public Task<InvoicePage> ListByAccountAsync(
        string accountId, string? periodKey, int limit, string? continuation, CancellationToken cancellationToken = default) =>
        rows.ByAccountAsync(accountId, periodKey, limit, continuation, cancellationToken);

    /// <summary>A page of a legal entity's invoices by period and account, optionally of the periods with one key.</summary>
    public Task<InvoicePage> ListByLegalEntityAsync(
        string legalEntityId, string? periodKey, int limit, string? continuation, CancellationToken cancellationToken = default) =>
        rows.ByLegalEntityAsync(legalEntityId, periodKey, limit, continuation, cancellationToken);

    /// <summary>The first so many of a legal entity's invoices of the periods with this key and later ones.</summary>
    public Task<IReadOnlyList<InvoiceSummary>> ListSinceAsync(string legalEntityId, string periodKey, int limit, CancellationToken cancellationToken = default) =>
        rows.SinceAsync(legalEntityId, periodKey, limit, cancellationToken);

    // Reads the head, decides, writes under its version; another writer in between means deciding anew on what that one left.
    private async Task<InvoiceChange> ChangeAsync(
        string invoiceId, Func<InvoiceSummary, InvoiceSummary?> change, string reason, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await rows.HeadAsync(invoiceId, cancellationToken) is not { } found)
            {
                return new InvoiceChange.NotFound(invoiceId);
            }

            var current = found.Head.Summary;
            var changed = change(current);
            if (changed is null)
            {
                return new InvoiceChange.Refused(current, $"Invoice '{invoiceId}' is {current.State}. {reason}");
            }

            if (ReferenceEquals(changed, current))
            {
                return new InvoiceChange.Done(changed);
            }

            if (await rows.TryWriteHeadAsync(found.Head with { Summary = changed }, found.Version, cancellationToken))
            {
                return new InvoiceChange.Done(changed, IsNew: true);
            }
        }
    }
}
