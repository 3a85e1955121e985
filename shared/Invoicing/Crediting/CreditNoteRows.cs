using RevenueFunctions.Storage;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// The rows of the credit notes, in the partition of their account beside the invoices' heads: "note:{period}:{revision}:{sequence}",
/// "notekey:{period}:{revision}:{key}" (which note a key stands for) and "notebody:{…}:{hash}:{piece}". So a note, its key and what it takes
/// off the invoice's head change in one batch, and two notes can never take the same cent.
/// </summary>
internal sealed class CreditNoteRows(ITableStore store)
{
    public async Task<(CreditNote Note, RowVersion Version)?> FindAsync(CreditNoteId id, CancellationToken cancellationToken)
    {
        var row = await store.GetAsync(InvoiceRows.Table, id.Invoice.Partition, NoteRow(id), cancellationToken);
        return row is null ? null : (await WholeAsync(row, cancellationToken), row.Version);
    }

    public async Task<int?> SequenceAsync(InvoiceId invoice, string key, CancellationToken cancellationToken) =>
        (await store.ReadAsync<KeyOfNote>(InvoiceRows.Table, invoice.Partition, KeyRow(invoice, key), cancellationToken))?.Sequence;

    public async Task<List<CreditNote>> ListAsync(InvoiceId invoice, CancellationToken cancellationToken)
    {
        var notes = new List<CreditNote>();
        await foreach (var row in store.ScanAsync(InvoiceRows.Table, invoice.Partition, RowRange.Prefix($"note:{invoice.Row}:"), cancellationToken))
        {
            notes.Add(await WholeAsync(row, cancellationToken));
        }

        return notes;
    }

    public async Task WriteBodyAsync(CreditNoteId id, InvoiceBody body, CancellationToken cancellationToken)
    {
        // Upserts lose nothing: the row's name holds the hash of the content. What a crash leaves is read by nobody.
        for (var piece = 0; piece < body.Pieces.Length; piece++)
        {
            await store.CommitAsync(
                new TableBatch(InvoiceRows.Table, id.Invoice.Partition).Upsert(BodyRow(id, body.Description.ContentHash, piece), body.Pieces[piece]), cancellationToken);
        }
    }

    public async Task<bool> TryInsertAsync(InvoiceHead head, RowVersion headVersion, CreditNoteId id, CreditNote note, InvoiceBodyDescription body, CancellationToken cancellationToken)
    {
        var batch = new TableBatch(InvoiceRows.Table, id.Invoice.Partition)
            .Update(InvoiceRows.HeadRow(id.Invoice), FabricJson.Bytes(head), headVersion)
            .Insert(NoteRow(id), FabricJson.Bytes(new NoteHead(note with { Lines = [] }, body)))
            .Insert(KeyRow(id.Invoice, note.Key), FabricJson.Bytes(new KeyOfNote(note.Key, id.Sequence)));
        return (await store.CommitAsync(batch, cancellationToken)).IsCommitted;
    }

    /// <summary>Writes the note's number and, with it or not at all, the invoice's head.</summary>
    public async Task<bool> TryNumberAsync(
        CreditNoteId id, CreditNote note, RowVersion noteVersion, InvoiceHead? head, RowVersion headVersion, CancellationToken cancellationToken)
    {
        var stored = (await store.ReadAsync<NoteHead>(InvoiceRows.Table, id.Invoice.Partition, NoteRow(id), cancellationToken))!;
        var batch = new TableBatch(InvoiceRows.Table, id.Invoice.Partition)
            .Update(NoteRow(id), FabricJson.Bytes(stored with { Note = note with { Lines = [] } }), noteVersion);
        if (head is not null)
        {
            batch.Update(InvoiceRows.HeadRow(id.Invoice), FabricJson.Bytes(head), headVersion);
        }

        return (await store.CommitAsync(batch, cancellationToken)).IsCommitted;
    }

    private async Task<CreditNote> WholeAsync(TableRow row, CancellationToken cancellationToken)
    {
        var head = row.Read<NoteHead>();
        _ = CreditNoteId.TryParse(head.Note.Id, out var id);
        var names = Enumerable.Range(0, head.Body.Pieces).Select(piece => BodyRow(id!.Value, head.Body.ContentHash, piece)).ToList();
        var pieces = await store.GetManyAsync(InvoiceRows.Table, row.Partition, names, cancellationToken);
        return pieces.Count == names.Count
            ? head.Note with { Lines = InvoiceBody.Read<CreditNoteLine>(pieces.Select(piece => piece.Value)) }
            : throw new InvalidOperationException($"Credit note '{head.Note.Id}' lacks {names.Count - pieces.Count} of {names.Count} pieces of its lines.");
    }

    private static string NoteRow(CreditNoteId id) => $"note:{id.Row}";

    private static string KeyRow(InvoiceId invoice, string key) => $"notekey:{invoice.Row}:{TableKey.Escape(key)}";

    private static string BodyRow(CreditNoteId id, string contentHash, int piece) => $"notebody:{id.Invoice.Row}:{contentHash}:{piece:D4}";

    private sealed record NoteHead(CreditNote Note, InvoiceBodyDescription Body);

    private sealed record KeyOfNote(string Key, int Sequence);
}
