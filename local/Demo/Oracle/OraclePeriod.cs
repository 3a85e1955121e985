using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>A billing period, computed apart from shared/Catalog: midnight of the anchor day to midnight of the next one, in the account's zone.</summary>
/// <param name="Key">The local start date, yyyyMMdd.</param>
/// <param name="First">The local start date.</param>
/// <param name="Next">The local start date of the period that follows.</param>
/// <param name="Start">Inclusive.</param>
/// <param name="End">Exclusive.</param>
internal sealed record OraclePeriod(string Key, LocalDate First, LocalDate Next, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>The account's period that begins in a month.</summary>
    public static OraclePeriod In(Account account, int year, int month)
    {
        var zone = DateTimeZoneProviders.Tzdb[account.TimeZone];
        var first = Anchor(year, month, account.BillingAnchorDay);
        var next = month == 12 ? Anchor(year + 1, 1, account.BillingAnchorDay) : Anchor(year, month + 1, account.BillingAnchorDay);
        return new OraclePeriod(
            string.Create(CultureInfo.InvariantCulture, $"{first.Year:0000}{first.Month:00}{first.Day:00}"), first, next, Midnight(first, zone), Midnight(next, zone));
    }

    /// <summary>The account's period that an instant lies in.</summary>
    public static OraclePeriod At(Account account, DateTimeOffset instant)
    {
        var date = DateAt(account, instant);
        var inMonth = In(account, date.Year, date.Month);
        var before = date.PlusMonths(-1);
        return date >= inMonth.First ? inMonth : In(account, before.Year, before.Month);
    }

    /// <summary>The period that follows.</summary>
    public OraclePeriod After(Account account) => In(account, Next.Year, Next.Month);

    /// <summary>The local date of an instant.</summary>
    public static LocalDate DateAt(Account account, DateTimeOffset instant) =>
        Instant.FromDateTimeOffset(instant).InZone(DateTimeZoneProviders.Tzdb[account.TimeZone]).Date;

    private static LocalDate Anchor(int year, int month, int day) => new(year, month, Math.Min(day, DateTime.DaysInMonth(year, month)));

    // Where clocks skip midnight, or all of the day, it begins when they go on.
    private static DateTimeOffset Midnight(LocalDate date, DateTimeZone zone) => date.AtMidnight()
        .InZone(zone, Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter)).ToDateTimeOffset().ToUniversalTime();
}
