using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Reconciliation;

/// <summary>Reconciles one account's period: records, roll-ups, invoice lines, books.</summary>
public sealed class PeriodReconciliation(
    CatalogReader catalog, UsagePeriods periods, InvoiceStore invoices, IErpConnector erp, ReconciliationStore runs, TimeProvider clock)
{
    /// <summary>Compares and stores the result. <paramref name="invoiceId"/> is null when the period charges nothing.</summary>
    public async Task<ReconciliationRun> RunAsync(Account account, BillingPeriod period, string? invoiceId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(period);
        var startedAt = clock.GetUtcNow();
        var snapshot = await catalog.GetAsync(cancellationToken);
        var usage = await periods.ReadAsync(account, period, cancellationToken);
        var counted = await CountAsync(account, period, cancellationToken);
        var invoice = invoiceId is null ? null : await invoices.FindAsync(invoiceId, cancellationToken);
        var found = UsageComparison.RollUps(usage, counted, snapshot).Concat(UsageComparison.Lines(usage, invoice)).ToList();
        if (invoice is not null)
        {
            found.AddRange(LedgerComparison.Totals(invoice));
            found.AddRange(await BooksAsync(snapshot, account, invoice, cancellationToken));
        }

        var compared = new SortedDictionary<string, long>(StringComparer.Ordinal)
        {
            ["records"] = counted.EventCount, ["usageSeries"] = usage.Usage.Length, ["invoiceLines"] = invoice?.Lines.Length ?? 0, ["invoices"] = invoice is null ? 0 : 1,
        };
        return await runs.SaveAsync(new ReconciliationScope(account.LegalEntityId, account.Id, period.Key), startedAt, compared, found, cancellationToken);
    }

    private async Task<IEnumerable<ReconciliationBreak>> BooksAsync(CatalogSnapshot snapshot, Account account, Invoice invoice, CancellationToken cancellationToken)
    {
        if (invoice.IssuedAt is not { } issuedAt || !snapshot.LegalEntities.TryGetValue(invoice.LegalEntityId, out var entity))
        {
            return [];
        }

        var expected = JournalEntries.ForInvoice(invoice, entity, BillingCalendar.DateAt(account, issuedAt));
        var document = await erp.FindAsync(invoice.LegalEntityId, JournalEntries.KeyOf(invoice.Id), cancellationToken);
        return LedgerComparison.Document(InvoiceSummary.Of(invoice), expected, document is null ? [] : [document]);
    }

    private async Task<CountedUsage> CountAsync(Account account, BillingPeriod period, CancellationToken cancellationToken)
    {
        var counted = new CountedUsage();
        string? cursor = null;
        do
        {
            (var records, cursor) = await periods.RecordsAsync(account, period, new RecordFilter(), TableLimits.PageRows, cursor, cancellationToken);
            foreach (var record in records)
            {
                counted.Add(record);
            }
        }
        while (cursor is not null);
        return counted;
    }
}
