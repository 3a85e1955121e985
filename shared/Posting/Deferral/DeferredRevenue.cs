using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Posting;

/// <summary>Keeps the schedules of fees that were charged before their service.</summary>
public sealed class DeferredRevenue(ITableStore store)
{
    private readonly DeferralTable table = new(store);

    /// <summary>Stores the schedules of an invoice whose entry is queued, once. The terms are those that the entry was made by.</summary>
    public async Task RecordAsync(Invoice invoice, BookingTerms terms, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        ArgumentNullException.ThrowIfNull(terms);
        foreach (var line in invoice.Lines.Where(line => Deferral.IsDeferred(line, terms)))
        {
            var (first, last) = Deferral.Days(line, terms.Account!);
            await table.InsertAsync(
                new DeferredSchedule(
                    terms.Entity.Id, invoice.Id, line.Number, invoice.AccountId, line.Product, first, last, line.Net, invoice.Currency, terms.Rate, terms.Entity.Currency,
                    terms.Rules.Rules.DeferredRevenueOf(line.Product), LineDimensions.Of(terms, line.Product, invoice.AccountId)),
                cancellationToken);
        }
    }

    /// <summary>
    /// Cuts the schedule of a credited invoice line, once for each key, and answers how the credit is split between deferred and earned revenue;
    /// null when the line was never deferred. The note's entry is made by the answer, so this comes first.
    /// </summary>
    /// <param name="legalEntityId">In whose books.</param>
    /// <param name="invoiceId">The credited invoice.</param>
    /// <param name="line">The credited line.</param>
    /// <param name="key">The note's posting key.</param>
    /// <param name="day">The note's accounting date.</param>
    /// <param name="amount">The net amount credited, in the invoice's currency, of the sign of the line.</param>
    /// <param name="cancellationToken">Gives up; the call may be repeated.</param>
    public async Task<DeferralCut?> CutAsync(
        string legalEntityId, string invoiceId, int line, string key, DateOnly day, decimal amount, CancellationToken cancellationToken = default)
    {
        while (await table.FindAsync(legalEntityId, invoiceId, line, cancellationToken) is var (schedule, version))
        {
            if (schedule.Cuts.FirstOrDefault(cut => cut.Key == key) is { } standing)
            {
                return standing;
            }

            var cut = schedule.CutBy(key, day, amount);
            if (await table.TryWriteAsync(schedule with { Cuts = schedule.Cuts.Add(cut) }, version, cancellationToken))
            {
                return cut;
            }
        }

        return null;
    }

    /// <summary>Takes the schedules of an invoice back whose entry was reversed. What was recognised of them is taken back by the next recognition.</summary>
    public async Task CancelAsync(string legalEntityId, string invoiceId, CancellationToken cancellationToken = default)
    {
        string? cursor = null;
        do
        {
            (var schedules, cursor) = await table.ListAsync(legalEntityId, invoiceId, TableLimits.PageRows, cursor, cancellationToken);
            foreach (var line in schedules.Select(schedule => schedule.Line))
            {
                while (await table.FindAsync(legalEntityId, invoiceId, line, cancellationToken) is var (schedule, version)
                    && !schedule.IsCancelled
                    && !await table.TryWriteAsync(schedule with { IsCancelled = true }, version, cancellationToken))
                {
                    // A recognition came in between: cancel what it left.
                }
            }
        }
        while (cursor is not null);
    }

    /// <summary>A page of a legal entity's schedules, or of an invoice's.</summary>
    public Task<(IReadOnlyList<DeferredSchedule> Schedules, string? Next)> ListAsync(
        string legalEntityId, string? invoiceId, int limit, string? continuation, CancellationToken cancellationToken = default) =>
        table.ListAsync(legalEntityId, invoiceId, limit, continuation, cancellationToken);
}
