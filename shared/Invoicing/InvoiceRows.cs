using System.Collections.Immutable;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// The rows of the table "invoices". Partition "account:{account}": "head:{period}:{revision}" and "body:{period}:{revision}:{hash}:{piece}";
/// beside them what happened since: see <see cref="CreditNoteRows"/> and <see cref="PaymentRows"/>.
/// Partition "entity:{legal entity}": "{period}:{account}:{revision}", the ids of its invoices. The index holds ids alone and never a
/// state, so it cannot go stale; it is written before the head, and an entry whose head is missing (a crash in between) is left out of
/// lists until the repeat of the saga's step writes the head.
/// </summary>
internal sealed class InvoiceRows(ITableStore store)
{
    internal const string Table = "invoices";

    public async Task<(InvoiceHead Head, RowVersion Version)?> HeadAsync(string invoiceId, CancellationToken cancellationToken)
    {
        if (!InvoiceId.TryParse(invoiceId, out var id))
        {
            return null;
        }

        var row = await store.GetAsync(Table, id.Value.Partition, HeadRow(id.Value), cancellationToken);
        return row is null ? null : (row.Read<InvoiceHead>(), row.Version);
    }

    public async Task<ImmutableArray<InvoiceLine>> LinesAsync(InvoiceHead head, CancellationToken cancellationToken)
    {
        var id = InvoiceId.Parse(head.Summary.Id);
        var names = Enumerable.Range(0, head.Body.Pieces).Select(piece => BodyRow(id, head.Body.ContentHash, piece)).ToList();
        var pieces = await store.GetManyAsync(Table, id.Partition, names, cancellationToken);
        return pieces.Count == names.Count
            ? InvoiceBody.Read<InvoiceLine>(pieces.Select(piece => piece.Value))
            : throw new InvalidOperationException($"Invoice '{head.Summary.Id}' has a head but lacks {names.Count - pieces.Count} of {names.Count} pieces of its lines.");
    }

    public async Task WriteIndexAsync(Invoice draft, CancellationToken cancellationToken)
    {
        var id = InvoiceId.Parse(draft.Id);
        await store.TryInsertAsync(Table, EntityPartition(draft.LegalEntityId), IndexRow(id), new InvoiceReference(draft.Id), cancellationToken);
    }

    public async Task WriteBodyAsync(string invoiceId, InvoiceBody body, CancellationToken cancellationToken)
    {
        // Upserts lose nothing: the row's name holds the hash of the content, so whoever writes it writes the same bytes.
        var id = InvoiceId.Parse(invoiceId);
        for (var piece = 0; piece < body.Pieces.Length; piece++)
        {
            await store.CommitAsync(
                new TableBatch(Table, id.Partition).Upsert(BodyRow(id, body.Description.ContentHash, piece), body.Pieces[piece]), cancellationToken);
        }
    }

    public async Task<bool> TryWriteHeadAsync(InvoiceHead head, RowVersion? ifMatch, CancellationToken cancellationToken)
    {
        var id = InvoiceId.Parse(head.Summary.Id);
        var batch = new TableBatch(Table, id.Partition);
        var bytes = FabricJson.Bytes(head);
        var result = await store.CommitAsync(
            ifMatch is { } version ? batch.Update(HeadRow(id), bytes, version) : batch.Insert(HeadRow(id), bytes), cancellationToken);
        return result.IsCommitted;
    }

    public async Task<InvoiceSummary?> LatestAsync(InvoiceId id, CancellationToken cancellationToken)
    {
        InvoiceSummary? latest = null;
        await foreach (var row in store.ScanAsync(Table, id.Partition, RowRange.Prefix($"head:{id.PeriodKey}:"), cancellationToken))
        {
            latest = row.Read<InvoiceHead>().Summary;
        }

        return latest;
    }

    public async Task<InvoicePage> ByAccountAsync(string accountId, string? periodKey, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var range = RowRange.Prefix(periodKey is null ? "head:" : $"head:{periodKey}:");
        var page = await store.QueryAsync(Table, new InvoiceId(accountId, string.Empty).Partition, range, limit, continuation, cancellationToken);
        return new InvoicePage([.. page.Rows.Select(row => row.Read<InvoiceHead>().Summary)], page.Continuation);
    }

    public async Task<InvoicePage> ByLegalEntityAsync(string legalEntityId, string? periodKey, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var range = periodKey is null ? RowRange.All : RowRange.Prefix($"{periodKey}:");
        var page = await store.QueryAsync(Table, EntityPartition(legalEntityId), range, limit, continuation, cancellationToken);
        var heads = await Task.WhenAll(page.Rows.Select(row => HeadAsync(row.Read<InvoiceReference>().InvoiceId, cancellationToken)));
        return new InvoicePage([.. heads.OfType<(InvoiceHead Head, RowVersion Version)>().Select(found => found.Head.Summary)], page.Continuation);
    }

    public async Task<IReadOnlyList<InvoiceSummary>> SinceAsync(string legalEntityId, string periodKey, int limit, CancellationToken cancellationToken)
    {
        var page = await store.QueryAsync(Table, EntityPartition(legalEntityId), new RowRange(periodKey, null), limit, null, cancellationToken);
        var heads = await Task.WhenAll(page.Rows.Select(row => HeadAsync(row.Read<InvoiceReference>().InvoiceId, cancellationToken)));
        return [.. heads.OfType<(InvoiceHead Head, RowVersion Version)>().Select(found => found.Head.Summary)];
    }

    private static string EntityPartition(string legalEntityId) => $"entity:{TableKey.Escape(legalEntityId)}";

    private static string IndexRow(InvoiceId id) => $"{id.PeriodKey}:{TableKey.Escape(id.AccountId)}:{id.Revision:D4}";

    internal static string HeadRow(InvoiceId id) => $"head:{id.Row}";

    private static string BodyRow(InvoiceId id, string contentHash, int piece) => $"body:{id.Row}:{contentHash}:{piece:D4}";

    private sealed record InvoiceReference(string InvoiceId);
}
