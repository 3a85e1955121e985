using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Rating;

/// <summary>Reads what issued invoices have charged for a billing period: its own lines, and what later invoices corrected of it.</summary>
public sealed class BilledLines(InvoiceStore invoices, CreditNotes notes)
{
    /// <summary>The lines of the invoice that stands for the period; none when it has none.</summary>
    public async Task<ImmutableArray<BilledLine>> OfPeriodAsync(string accountId, string periodKey, CancellationToken cancellationToken = default)
    {
        if (await invoices.StandingAsync(accountId, periodKey, cancellationToken) is not { } standing
            || await invoices.FindAsync(standing.Id, cancellationToken) is not { } invoice)
        {
            return [];
        }

        var credited = (await notes.ListAsync(invoice.Id, cancellationToken)).SelectMany(note => note.Lines).ToLookup(line => line.Line);
        return [.. invoice.Lines.Select(line => new BilledLine(invoice.Id, invoice.Number, invoice.Currency, line, credited[line.Number].Sum(one => one.Amount)))];
    }

    /// <summary>What was charged for a period's own delivery by its invoice and by those of the periods after it, up to but without <paramref name="before"/>.</summary>
    public async Task<ImmutableArray<BilledLine>> ForPeriodAsync(
        Account account, BillingPeriod period, BillingPeriod before, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(before);
        var billed = ImmutableArray.CreateBuilder<BilledLine>();
        for (var at = period; at.Start < before.Start; at = BillingCalendar.Next(account, at))
        {
            var isOwn = at.Key == period.Key;
            billed.AddRange((await OfPeriodAsync(account.Id, at.Key, cancellationToken))
                .Where(one => isOwn ? one.Line.CorrectedPeriod is null : one.Line.CorrectedPeriod == period.Key));
        }

        return billed.ToImmutable();
    }
}
