using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Posting;

/// <summary>
/// Computes what an account was not invoiced for by the end of an accounting period: the lines of invoices issued later, or the lines as the
/// usage stands, each as far as its service was delivered by then.
/// </summary>
public sealed class UnbilledRevenue(PeriodRating rating, InvoiceStore invoices, PostingLane lane, TimeProvider clock)
{
    // A billing period that nobody closed for a year is a case of its own, and not what a month's accrual has to look for.
    private const int PeriodsBack = 12;

    /// <summary>The amounts by billing period and product, or what a person has to mend first.</summary>
    public async Task<(ImmutableArray<UnbilledAmount> Amounts, string? Refusal)> OfAsync(
        CatalogSnapshot catalog, LegalEntity entity, Account account, AccountingMonth month, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(account);
        var amounts = ImmutableArray.CreateBuilder<UnbilledAmount>();
        var contracts = catalog.SubscriptionsByAccount.GetValueOrDefault(account.Id, []);
        var period = BillingCalendar.PeriodAt(account, EndOf(month, account));
        for (var back = 0; back < PeriodsBack && contracts.Any(contract => contract.From < period.End); back++)
        {
            var (lines, isBooked, refusal) = await LinesAsync(catalog, entity, account, period, month, cancellationToken);
            if (refusal is not null)
            {
                return ([], $"{account.Id}, {period.Key}: {refusal}");
            }

            if (isBooked)
            {
                break;
            }

            var currency = account.InvoiceCurrency(entity);
            amounts.AddRange(lines
                .GroupBy(line => line.Product, StringComparer.Ordinal)
                .Select(product => new UnbilledAmount(account.Id, period.Key, product.Key, currency, product.Sum(line => EarnedBy(line, account, month, currency))))
                .Where(amount => amount.Amount != 0m));
            period = BillingCalendar.PeriodAt(account, period.Start.AddTicks(-1));
        }

        return (amounts.ToImmutable(), null);
    }

    /// <summary>The part of a line that is earned by the month's last day, by the days of its service.</summary>
    private decimal EarnedBy(InvoiceLine line, Account account, AccountingMonth month, string currency)
    {
        var (first, last) = Deferral.Days(line, account);
        if (line.Kind is LineKind.Usage or LineKind.LateUsage)
        {
            // Usage of a period that goes on stands for the days until today, not for those to come.
            var today = BillingCalendar.DateAt(account, clock.GetUtcNow());
            last = today < last ? today : last;
        }

        if (last <= month.Last)
        {
            return line.Net;
        }

        var (passed, all) = (month.Last.DayNumber - first.DayNumber + 1, last.DayNumber - first.DayNumber + 1);
        return passed <= 0 ? 0m : Currencies.Round(new Money(line.Net * passed / all, currency)).Amount;
    }

    private async Task<(ImmutableArray<InvoiceLine> Lines, bool IsBooked, string? Refusal)> LinesAsync(
        CatalogSnapshot catalog, LegalEntity entity, Account account, BillingPeriod period, AccountingMonth month, CancellationToken cancellationToken)
    {
        var revision = await invoices.CurrentRevisionAsync(account.Id, period.Key, cancellationToken);
        if (revision.State is not (null or InvoiceState.Draft) && await invoices.FindAsync(revision.Id.ToString(), cancellationToken) is { IssuedAt: { } issuedAt } invoice)
        {
            // The day it is booked on: one of a closed month is in the books of a later one, and unbilled in its own.
            var queued = await lane.FindAsync(entity.Id, PostingKeys.Invoice(invoice.Id), cancellationToken);
            return (invoice.Lines, (queued?.ToBook().AccountingDate ?? BillingCalendar.DateAt(account, issuedAt)) <= month.Last, null);
        }

        var rated = await rating.RateAsync(catalog, account, period, cancellationToken);
        if (rated.Outcome is RatingOutcome.Unrated unrated)
        {
            return ([], false, string.Join(' ', unrated.Issues.Select(issue => $"{issue.Message} {issue.Remedy}")));
        }

        var lines = InvoiceDrafting.LinesOf(((RatingOutcome.Rated)rated.Outcome).Lines);
        var (converted, missing) = InvoiceConversion.Convert(catalog, account.InvoiceCurrency(entity), month.Last, lines);
        return missing is null ? (converted, false, null) : ([], false, $"there is no exchange rate from {missing} to {account.InvoiceCurrency(entity)} on {month.Last:yyyy-MM-dd}; add it.");
    }

    // An instant of the month's last day in the account's time zone: noon of that day somewhere, moved until it is that day there.
    private static DateTimeOffset EndOf(AccountingMonth month, Account account)
    {
        var instant = new DateTimeOffset(month.Last.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
        while (BillingCalendar.DateAt(account, instant) > month.Last)
        {
            instant = instant.AddHours(-1);
        }

        return instant;
    }
}
