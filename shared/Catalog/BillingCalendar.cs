using System.Globalization;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.TimeZones;

namespace RevenueFunctions.Catalog;

/// <summary>
/// Computes an account's billing periods. Periods step from the anchor day, not from a clamped date: with anchor 31 they begin on
/// 31 January, 28 February, 31 March. The zone rules are those of the NodaTime package, so every machine computes the same.
/// </summary>
public static class BillingCalendar
{
    /// <summary>True when the id is an IANA time zone that the calendar knows.</summary>
    public static bool IsTimeZone(string id) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is not null;

    /// <summary>The period that contains the instant.</summary>
    public static BillingPeriod PeriodAt(Account account, DateTimeOffset instant)
    {
        ArgumentNullException.ThrowIfNull(account);
        var zone = DateTimeZoneProviders.Tzdb[account.TimeZone];
        var today = Instant.FromDateTimeOffset(instant).InZone(zone).Date;
        var month = new YearMonth(today.Year, today.Month);
        return today < StartIn(month, account.BillingAnchorDay) ? Period(month.PlusMonths(-1), account, zone) : Period(month, account, zone);
    }

    /// <summary>The period whose key this is, or null when the account has none that begins on that date.</summary>
    public static BillingPeriod? PeriodOf(Account account, string key)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (!DateOnly.TryParseExact(key, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date.Year is < 1970 or > 9000)
        {
            return null;
        }

        var period = Period(new YearMonth(date.Year, date.Month), account, DateTimeZoneProviders.Tzdb[account.TimeZone]);
        return period.Key == key ? period : null;
    }

    /// <summary>The period after this one.</summary>
    public static BillingPeriod Next(Account account, BillingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return PeriodAt(account, period.End);
    }

    /// <summary>The period before this one.</summary>
    public static BillingPeriod Previous(Account account, BillingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return PeriodAt(account, period.Start.AddTicks(-1));
    }

    /// <summary>The local day that contains the instant.</summary>
    public static BillingPeriod DayOf(Account account, DateTimeOffset instant)
    {
        ArgumentNullException.ThrowIfNull(account);
        return DayOf(account, DateAt(account, instant));
    }

    /// <summary>The local day of a date.</summary>
    public static BillingPeriod DayOf(Account account, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(account);
        var zone = DateTimeZoneProviders.Tzdb[account.TimeZone];
        var day = date.ToLocalDate();
        return new BillingPeriod(date.ToString("yyyyMMdd", CultureInfo.InvariantCulture), FirstInstant(day, zone), FirstInstant(day.PlusDays(1), zone));
    }

    /// <summary>The local calendar date of an instant in the account's time zone.</summary>
    public static DateOnly DateAt(Account account, DateTimeOffset instant)
    {
        ArgumentNullException.ThrowIfNull(account);
        return Instant.FromDateTimeOffset(instant).InZone(DateTimeZoneProviders.Tzdb[account.TimeZone]).Date.ToDateOnly();
    }

    /// <summary>The start of the clock hour or the calendar day that an instant lies in; without an account, in UTC.</summary>
    public static DateTimeOffset BucketStart(Account? account, DateTimeOffset instant, BucketSize size)
    {
        var zone = account is null ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb[account.TimeZone];
        var at = Instant.FromDateTimeOffset(instant);
        if (size == BucketSize.Day)
        {
            return FirstInstant(at.InZone(zone).Date, zone);
        }

        // Counted from the zone's offset at that instant, so that zones of half hours have clock hours too.
        var offset = zone.GetUtcOffset(at).Ticks;
        var utc = instant.UtcTicks;
        return new DateTimeOffset(utc - ((((utc + offset) % TimeSpan.TicksPerHour) + TimeSpan.TicksPerHour) % TimeSpan.TicksPerHour), TimeSpan.Zero);
    }

    /// <summary>How many buckets begin or go on between two instants (the latter not included), with those that clock changes cut short.</summary>
    public static long CountBuckets(Account account, DateTimeOffset from, DateTimeOffset to, BucketSize size)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (from >= to)
        {
            return 0;
        }

        if (size == BucketSize.Day)
        {
            return DateAt(account, to.AddTicks(-1)).DayNumber - DateAt(account, from).DayNumber + 1;
        }

        var stretch = new Interval(Instant.FromDateTimeOffset(from), Instant.FromDateTimeOffset(to));
        return DateTimeZoneProviders.Tzdb[account.TimeZone].GetZoneIntervals(stretch, ZoneEqualityComparer.Options.OnlyMatchWallOffset).Sum(zone =>
        {
            var start = (zone.HasStart && zone.Start > stretch.Start ? zone.Start : stretch.Start).ToUnixTimeTicks() + zone.WallOffset.Ticks;
            var end = (zone.HasEnd && zone.End < stretch.End ? zone.End : stretch.End).ToUnixTimeTicks() + zone.WallOffset.Ticks;
            return (long)(Math.Floor((end - 1m) / TimeSpan.TicksPerHour) - Math.Floor((decimal)start / TimeSpan.TicksPerHour)) + 1;
        });
    }

    private static BillingPeriod Period(YearMonth month, Account account, DateTimeZone zone)
    {
        var start = StartIn(month, account.BillingAnchorDay);
        var end = StartIn(month.PlusMonths(1), account.BillingAnchorDay);
        return new BillingPeriod(
            start.ToDateOnly().ToString("yyyyMMdd", CultureInfo.InvariantCulture),
            FirstInstant(start, zone),
            FirstInstant(end, zone));
    }

    // A zone may have skipped midnight, or the whole day (Samoa, 30 December 2011): then the period begins when the clocks went on.
    private static DateTimeOffset FirstInstant(LocalDate date, DateTimeZone zone)
    {
        var midnight = zone.MapLocal(date.AtMidnight());
        return (midnight.Count == 0 ? midnight.LateInterval.Start : midnight.First().ToInstant()).ToDateTimeOffset();
    }

    private static LocalDate StartIn(YearMonth month, int anchorDay) =>
        new(month.Year, month.Month, Math.Min(anchorDay, CalendarSystem.Iso.GetDaysInMonth(month.Year, month.Month)));
}
