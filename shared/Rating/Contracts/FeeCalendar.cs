using NodaTime;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>
/// The intervals that a fee is charged for: billing periods, or quarters and years. These step from their anchor, not from a clamped
/// date: from 31 January a quarter goes to 30 April and the next one to 31 July.
/// </summary>
internal sealed class FeeCalendar(Account account, DateTimeOffset feesFrom)
{
    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[account.TimeZone];

    /// <summary>The intervals that share an instant with the stretch of time, rising.</summary>
    public IEnumerable<BillingPeriod> Between(FeeTerms terms, DateTimeOffset from, DateTimeOffset to)
    {
        if (terms.Interval is FeeInterval.Period or FeeInterval.Once)
        {
            for (var period = BillingCalendar.PeriodAt(account, from); period.Start < to; period = BillingCalendar.Next(account, period))
            {
                yield return period;
            }

            yield break;
        }

        var anchor = Anchor(terms);
        var months = terms.Interval == FeeInterval.Year ? 12 : 3;
        var local = Instant.FromDateTimeOffset(from).InZone(zone).LocalDateTime;
        var number = (((local.Year - anchor.Year) * 12) + local.Month - anchor.Month) / months;
        for (var at = Math.Max(number - 1, 0); Start(anchor, at * months) < to; at++)
        {
            var interval = new BillingPeriod(KeyOf(anchor.PlusMonths(at * months)), Start(anchor, at * months), Start(anchor, (at + 1) * months));
            if (interval.End > from)
            {
                yield return interval;
            }
        }
    }

    private LocalDateTime Anchor(FeeTerms terms)
    {
        var begin = Instant.FromDateTimeOffset(feesFrom).InZone(zone).LocalDateTime;
        if (terms.AnchorMonth is not { } month)
        {
            return begin;
        }

        var date = AnchorDate(begin.Year, month);
        return (date <= begin.Date ? date : AnchorDate(begin.Year - 1, month)).AtMidnight();
    }

    private LocalDate AnchorDate(int year, int month) =>
        new(year, month, Math.Min(account.BillingAnchorDay, CalendarSystem.Iso.GetDaysInMonth(year, month)));

    // Where the clocks skip the hour, or the day, the interval begins when they went on.
    private DateTimeOffset Start(LocalDateTime anchor, int months) => anchor.PlusMonths(months).InZoneLeniently(zone).ToDateTimeOffset().ToUniversalTime();

    private static string KeyOf(LocalDateTime start) => start.Date.ToDateOnly().ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
}
