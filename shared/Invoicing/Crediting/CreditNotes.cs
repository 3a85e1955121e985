using System.Globalization;
using RevenueFunctions.Storage;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// Keeps the credit notes of invoices. A note and what it takes off the invoice's head are one batch under the head's version: however many
/// credit at once, never more than is left. The number follows, because a number given to a note that then finds nothing left would be a
/// gap; the repeat of the command finds the note under its key and numbers it.
/// </summary>
public sealed class CreditNotes(ITableStore store, DocumentNumbers numbers)
{
    private const int MostNotes = 999;

    private readonly InvoiceRows invoices = new(store);
    private readonly CreditNoteRows rows = new(store);

    /// <summary>Credits an invoice, once for each key.</summary>
    /// <param name="invoiceId">The invoice.</param>
    /// <param name="command">What to credit.</param>
    /// <param name="prefix">The legal entity's number prefix.</param>
    /// <param name="cancellationToken">Gives up; the command may be repeated.</param>
    public async Task<CreditNoteOutcome> CreditAsync(string invoiceId, CreditCommand command, string prefix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await invoices.HeadAsync(invoiceId, cancellationToken) is not { } found)
            {
                return new CreditNoteOutcome.NotFound(invoiceId);
            }

            var id = InvoiceId.Parse(invoiceId);
            if (await rows.SequenceAsync(id, command.Key, cancellationToken) is { } sequence)
            {
                return await RepeatAsync(new CreditNoteId(id, sequence), command, prefix, cancellationToken);
            }

            var (computed, refused) = await ComputeAsync(found.Head, id, command, cancellationToken);
            if (refused is not null)
            {
                return refused;
            }

            var (summary, note) = NoteOf(found.Head.Summary, id, command, computed!);
            var noteId = new CreditNoteId(id, summary.Settlement!.CreditNotes);
            var body = InvoiceBody.Of(note.Lines);
            await rows.WriteBodyAsync(noteId, body, cancellationToken);
            if (await rows.TryInsertAsync(found.Head with { Summary = summary }, found.Version, noteId, note, body.Description, cancellationToken))
            {
                return new CreditNoteOutcome.Issued(await NumberAsync(noteId, prefix, cancellationToken), IsNew: true);
            }

            // The invoice changed in between: somebody credited, paid or posted it. Each round means that someone else got on, so this ends.
        }
    }

    /// <summary>What crediting would come to; nothing is changed. Null when it would succeed.</summary>
    public async Task<CreditNoteOutcome?> CheckAsync(string invoiceId, CreditCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (await invoices.HeadAsync(invoiceId, cancellationToken) is not { } found)
        {
            return new CreditNoteOutcome.NotFound(invoiceId);
        }

        var id = InvoiceId.Parse(invoiceId);
        if (await rows.SequenceAsync(id, command.Key, cancellationToken) is { } sequence)
        {
            var (note, _) = (await rows.FindAsync(new CreditNoteId(id, sequence), cancellationToken))!.Value;
            return note.Request == command.Request ? null : new CreditNoteOutcome.KeyTaken(note);
        }

        return (await ComputeAsync(found.Head, id, command, cancellationToken)).Refused;
    }

    /// <summary>A credit note by its id, or null.</summary>
    public async Task<CreditNote?> FindAsync(string noteId, CancellationToken cancellationToken = default) =>
        CreditNoteId.TryParse(noteId, out var id) ? (await rows.FindAsync(id.Value, cancellationToken))?.Note : null;

    /// <summary>The credit notes on an invoice, in the order in which they were made.</summary>
    public async Task<IReadOnlyList<CreditNote>> ListAsync(string invoiceId, CancellationToken cancellationToken = default) =>
        InvoiceId.TryParse(invoiceId, out var id) ? await rows.ListAsync(id.Value, cancellationToken) : [];

    private async Task<CreditNoteOutcome> RepeatAsync(CreditNoteId id, CreditCommand command, string prefix, CancellationToken cancellationToken)
    {
        var (note, _) = (await rows.FindAsync(id, cancellationToken))!.Value;
        return note.Request == command.Request
            ? new CreditNoteOutcome.Issued(await NumberAsync(id, prefix, cancellationToken), IsNew: false)
            : new CreditNoteOutcome.KeyTaken(note);
    }

    private async Task<(CreditComputation.Computed? Computed, CreditNoteOutcome? Refused)> ComputeAsync(
        InvoiceHead head, InvoiceId id, CreditCommand command, CancellationToken cancellationToken)
    {
        var summary = head.Summary;
        if (summary.State is InvoiceState.Draft or InvoiceState.Void)
        {
            return (null, new CreditNoteOutcome.NotIssued(summary));
        }

        if (summary.Settlement?.CreditNotes >= MostNotes)
        {
            return (null, new CreditNoteOutcome.Invalid(
                [new ValidationIssue("id", "too-many-notes", string.Create(CultureInfo.InvariantCulture, $"The invoice has {MostNotes} credit notes."), "Void the invoice and bill it again.")]));
        }

        var invoice = summary.With(await invoices.LinesAsync(head, cancellationToken));
        var before = summary.Settlement is { CreditNotes: > 0 } ? await rows.ListAsync(id, cancellationToken) : [];

        // Notes made since the head was read are left out: the batch fails on the head's version, and the next round counts them.
        var counted = before.Take(summary.Settlement?.CreditNotes ?? 0).Select(note => note.Amounts);
        return CreditNoteArithmetic.Compute(invoice, counted, command.Scope) switch
        {
            CreditComputation.Computed computed => (computed, null),
            CreditComputation.NothingLeft => (null, new CreditNoteOutcome.NothingLeft(summary)),
            CreditComputation.AboveLeft above => (null, new CreditNoteOutcome.AboveLeft(above.Issues)),
            CreditComputation.Invalid invalid => (null, new CreditNoteOutcome.Invalid(invalid.Issues)),
            var other => throw new InvalidOperationException($"Unknown computation {other.GetType().Name}."),
        };
    }

    private static (InvoiceSummary Summary, CreditNote Note) NoteOf(InvoiceSummary invoice, InvoiceId id, CreditCommand command, CreditComputation.Computed computed)
    {
        var amounts = computed.Amounts;
        var before = invoice.Settlement ?? new InvoiceSettlement();
        var settlement = before with
        {
            Credited = before.Credited + amounts.Total,
            CreditsReturned = before.CreditsReturned + amounts.CreditsReturned,
            CreditNotes = before.CreditNotes + 1,
        };
        return (invoice with { Settlement = settlement }, new CreditNote(
            new CreditNoteId(id, settlement.CreditNotes).ToString(), command.Key, invoice.Id, invoice.Number!, invoice.LegalEntityId, invoice.AccountId, invoice.Currency,
            command.Reason, amounts.Lines, amounts.Taxes, amounts.Credits, amounts.Subtotal, amounts.TaxTotal, amounts.Total, computed.IsLast, command.IsReversed, command.Request,
            invoice.OpenAmount, IsForgiven: command.IsForgiven));
    }

    /// <summary>Gives the note its number, once; with the number of the last note the invoice becomes credited.</summary>
    private async Task<CreditNote> NumberAsync(CreditNoteId id, string prefix, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (note, version) = (await rows.FindAsync(id, cancellationToken))!.Value;
            if (note.Number is not null)
            {
                return note;
            }

            var number = await numbers.AllotAsync(note.LegalEntityId, DocumentSeries.CreditNote, prefix, note.Id, cancellationToken)
                ?? throw new InvalidOperationException($"Credit note '{note.Id}' is closed to numbering, which only drafts of invoices ever are.");
            var numbered = note with { Number = number.Number, IssuedAt = number.AllottedAt };
            InvoiceHead? head = null;
            RowVersion headVersion = default;
            if (note.IsLast)
            {
                (head, headVersion) = (await invoices.HeadAsync(note.InvoiceId, cancellationToken))!.Value;
                head = head with
                {
                    Summary = head.Summary with { State = InvoiceState.Credited, CreditNote = new CreditNoteReference(number.Number, number.AllottedAt, note.Reason, note.Id, note.IsForgiven) },
                };
            }

            if (await rows.TryNumberAsync(id, numbered, version, head, headVersion, cancellationToken))
            {
                return numbered;
            }
        }
    }
}
