using Microsoft.Extensions.Options;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Reconciliation;

/// <summary>Reconciles one account's period: records, roll-ups, invoice lines, books.</summary>
public sealed class PeriodReconciliation(
    CatalogReader catalog, UsagePeriods periods, InvoiceStore invoices, CheckedErp erp, ReconciliationStore runs, IOptions<ReconciliationOptions> options, TimeProvider clock)
{
    /// <summary>Compares what a saga needs to know. Records of a large period are left to <see cref="CountDeferredAsync"/>.</summary>
    public Task<ReconciliationRun> RunAsync(Account account, BillingPeriod period, string? invoiceId, CancellationToken cancellationToken = default) =>
        RunAsync(account, period, invoiceId, isBilled: true, options.Value.CountAtOnce, cancellationToken);

    /// <summary>Compares everything, record by record. Usage of a period that is not billed yet is on no line, and that is no break.</summary>
    public Task<ReconciliationRun> RunFullAsync(Account account, BillingPeriod period, string? invoiceId, CancellationToken cancellationToken = default) =>
        RunAsync(account, period, invoiceId, isBilled: false, long.MaxValue, cancellationToken);

    /// <summary>Counts the periods that sagas left. Answers how many.</summary>
    public async Task<int> CountDeferredAsync(CancellationToken cancellationToken = default)
    {
        var count = 0;
        foreach (var deferred in await runs.DeferredAsync(cancellationToken))
        {
            if ((await catalog.GetCurrentAsync(cancellationToken)).Accounts.TryGetValue(deferred.AccountId, out var account)
                && BillingCalendar.PeriodOf(account, deferred.PeriodKey) is { } period)
            {
                await RunFullAsync(account, period, deferred.InvoiceId, cancellationToken);
                count++;
            }

            await runs.UndeferAsync(deferred, cancellationToken);
        }

        return count;
    }

    private async Task<ReconciliationRun> RunAsync(
        Account account, BillingPeriod period, string? invoiceId, bool isBilled, long countUpTo, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(period);
        var startedAt = clock.GetUtcNow();
        var snapshot = await catalog.GetCurrentAsync(cancellationToken);
        var usage = await periods.ReadAsync(account, period, cancellationToken);
        var invoice = invoiceId is null ? null : await invoices.FindAsync(invoiceId, cancellationToken);
        List<ReconciliationBreak> found = isBilled || invoice is not null || usage.State == FenceState.Invoiced ? [.. UsageComparison.Lines(usage, invoice)] : [];
        var counted = usage.EventCount <= countUpTo ? await CountAsync(account, period, cancellationToken) : null;
        if (counted is not null)
        {
            found.AddRange(UsageComparison.RollUps(usage, counted, snapshot));
        }
        else
        {
            await runs.DeferAsync(new DeferredCount(account.Id, period.Key, invoiceId), cancellationToken);
        }

        if (invoice is not null)
        {
            found.AddRange(LedgerComparison.Totals(invoice));
            found.AddRange(await BooksAsync(snapshot, invoice, cancellationToken));
        }

        var compared = new SortedDictionary<string, long>(StringComparer.Ordinal)
        {
            ["records"] = counted?.EventCount ?? 0, ["usageSeries"] = usage.Usage.Length, ["invoiceLines"] = invoice?.Lines.Length ?? 0, ["invoices"] = invoice is null ? 0 : 1,
        };
        BreakKind[] left = counted is null ? [BreakKind.RecordCount, BreakKind.RecordSet, BreakKind.RollUp] : [];
        return await runs.SaveAsync(new ReconciliationScope(account.LegalEntityId, account.Id, period.Key), startedAt, compared, found, left, cancellationToken);
    }

    private async Task<IEnumerable<ReconciliationBreak>> BooksAsync(CatalogSnapshot snapshot, Invoice invoice, CancellationToken cancellationToken)
    {
        if (invoice.IssuedAt is null || !snapshot.LegalEntities.TryGetValue(invoice.LegalEntityId, out var entity))
        {
            return [];
        }

        var document = await erp.FindAsync(invoice.LegalEntityId, JournalEntries.KeyOf(invoice.Id), cancellationToken);
        var expected = ExpectedEntry.Of(snapshot, entity, invoice, document?.Entry);
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
