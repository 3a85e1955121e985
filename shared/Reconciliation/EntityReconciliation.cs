using Microsoft.Extensions.Options;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Reconciliation;

/// <summary>Reconciles all books of a legal entity: every invoice with its document, every document with its invoice, numbers, balances.</summary>
public sealed class EntityReconciliation(
    CatalogReader catalog, InvoiceStore invoices, CreditNotes notes, Payments payments, DocumentNumbers numbers, StandingEntries standing, CheckedErp erp, ReconciliationStore runs,
    IOptions<ReconciliationOptions> options, TimeProvider clock)
{
    private const int BalanceAttempts = 5;

    /// <summary>Compares and stores the result.</summary>
    public async Task<ReconciliationRun> RunAsync(LegalEntity entity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        var startedAt = clock.GetUtcNow();
        var books = new EntityBooks(entity, await catalog.GetCurrentAsync(cancellationToken), startedAt - options.Value.PostingTolerance);

        // Documents before invoices: every document read then has its invoice, and a document that is missing is looked for again.
        await ReadDocumentsAsync(books, cancellationToken);
        await ReadInvoicesAsync(books, cancellationToken);
        await ReadStandingAsync(books, cancellationToken);
        await ReadNumbersAsync(books, DocumentSeries.Invoice, async id => (await invoices.FindSummaryAsync(id, cancellationToken))?.Number, cancellationToken);
        await ReadNumbersAsync(books, DocumentSeries.CreditNote, async id => (await notes.FindAsync(id, cancellationToken))?.Number, cancellationToken);
        books.CompareDocuments();
        await CompareBalancesAsync(books, cancellationToken);
        return await runs.SaveAsync(new ReconciliationScope(entity.Id), startedAt, books.Compared, books.Found, books.NotCompared, cancellationToken);
    }

    /// <summary>Reads the documents after the last one read; answers how many.</summary>
    private async Task<int> ReadDocumentsAsync(EntityBooks books, CancellationToken cancellationToken)
    {
        var count = 0;
        for (string? next = string.Empty; next is not null;)
        {
            var page = await erp.ListAsync(books.Entity.Id, books.LastReference, TableLimits.PageRows, cancellationToken);
            foreach (var document in page.Documents)
            {
                books.Add(document);
            }

            (count, next) = (count + page.Documents.Length, page.Next);
        }

        return count;
    }

    private async Task CompareBalancesAsync(EntityBooks books, CancellationToken cancellationToken)
    {
        // Balances and documents are comparable when nothing was booked around the moment at which the balances were read.
        for (var attempt = 0; attempt < BalanceAttempts; attempt++)
        {
            await ReadDocumentsAsync(books, cancellationToken);
            var balances = await erp.TrialBalanceAsync(books.Entity.Id, cancellationToken);
            if (await ReadDocumentsAsync(books, cancellationToken) == 0)
            {
                books.CompareBalances(balances);
                return;
            }
        }
    }

    private async Task ReadInvoicesAsync(EntityBooks books, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await invoices.ListByLegalEntityAsync(books.Entity.Id, null, TableLimits.PageRows, cursor, cancellationToken);
            foreach (var summary in page.Invoices)
            {
                // Lines are read only where they are needed: the accounts of the entry depend on the products.
                if (summary.IssuedAt is not null && await invoices.FindAsync(summary.Id, cancellationToken) is { } invoice)
                {
                    var settled = await SettledAsync(invoice, cancellationToken);
                    await LookAgainAsync(books, settled, cancellationToken);
                    books.Compare(settled);
                }
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }

    private async Task<SettledInvoice> SettledAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        var credited = invoice.Settlement is { CreditNotes: > 0 } ? await notes.ListAsync(invoice.Id, cancellationToken) : [];
        var paid = new List<Payment>();
        string? cursor = null;
        do
        {
            (var page, cursor) = invoice.Settlement is { Payments: > 0 } ? await payments.ListAsync(invoice.Id, TableLimits.PageRows, cursor, cancellationToken) : ([], null);
            paid.AddRange(page);
        }
        while (cursor is not null);

        // Those that came after the invoice was read are not on it yet: what is newest is left out.
        return new SettledInvoice(
            invoice,
            [.. credited.Take(invoice.Settlement?.CreditNotes ?? 0)],
            [.. paid.OrderBy(payment => payment.RecordedAt).Take(invoice.Settlement?.Payments ?? 0)]);
    }

    private async Task ReadStandingAsync(EntityBooks books, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            (var page, cursor) = await standing.ListAsync(books.Entity.Id, string.Empty, TableLimits.PageRows, cursor, cancellationToken);
            foreach (var entry in page)
            {
                if (books.IsUnread(entry.Entry.PostingKey) && await erp.FindAsync(books.Entity.Id, entry.Entry.PostingKey, cancellationToken) is { } found)
                {
                    books.Know(found);
                }

                books.Compare(entry);
            }
        }
        while (cursor is not null);
    }

    // It may have been booked after the documents were read.
    private async Task LookAgainAsync(EntityBooks books, SettledInvoice settled, CancellationToken cancellationToken)
    {
        foreach (var key in books.MissingOf(settled))
        {
            if (await erp.FindAsync(books.Entity.Id, key, cancellationToken) is { } found)
            {
                books.Know(found);
            }
        }
    }

    private async Task ReadNumbersAsync(EntityBooks books, DocumentSeries series, Func<string, Task<string?>> borne, CancellationToken cancellationToken)
    {
        var comparison = new SeriesComparison($"{books.Entity.Id}:{series}");
        string? cursor = null;
        do
        {
            (var page, cursor) = await numbers.ListAsync(books.Entity.Id, series, TableLimits.PageRows, cursor, cancellationToken);
            foreach (var number in page)
            {
                // A number allotted a moment ago may not be on its document yet: its step is about to finish.
                var bears = await borne(number.DocumentId);
                books.Take("numbers", comparison.Next(number, bears ?? (number.AllottedAt > books.SettledBefore ? number.Number : null)));
            }
        }
        while (cursor is not null);
    }
}
