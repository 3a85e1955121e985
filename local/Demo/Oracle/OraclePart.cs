using NodaTime;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>A part of a period, from <paramref name="From"/> to <paramref name="To"/> (exclusive), in the account's time zone.</summary>
internal sealed record OraclePart(string TimeZone, DateTimeOffset PeriodFrom, DateTimeOffset PeriodTo, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>How much of the period is covered, and how long the period is, by the basis.</summary>
    public (decimal Covered, decimal Whole) Share(ProrationBasis basis) => (From < To ? Length(basis, From, To) : 0m, Length(basis, PeriodFrom, PeriodTo));

    /// <summary>What is left of the part from an instant on.</summary>
    public decimal Left(ProrationBasis basis, DateTimeOffset from) => from < To ? Length(basis, from, To) : 0m;

    /// <summary>The local date of an instant.</summary>
    public LocalDate DateOf(DateTimeOffset instant) => Local(instant).Date;

    /// <summary>The local hour of an instant; the two hours that a clock shows when it goes back have different offsets.</summary>
    public (LocalDate Date, int Hour, Offset Offset) HourOf(DateTimeOffset instant) => (Local(instant).Date, Local(instant).Hour, Local(instant).Offset);

    private decimal Length(ProrationBasis basis, DateTimeOffset from, DateTimeOffset to) => basis switch
    {
        ProrationBasis.Seconds => (decimal)(to - from).TotalMilliseconds / 1000m,
        ProrationBasis.DaysHalfOpen => NodaTime.Period.DaysBetween(DateOf(from), DateOf(to)),
        ProrationBasis.DaysEndInclusive => NodaTime.Period.DaysBetween(DateOf(from), LastDate(to)) + 1,
        ProrationBasis.Fixed30 => Thirties(DateOf(to)) - Thirties(DateOf(from)),
        _ => throw new InvalidOperationException($"The oracle does not know the basis {basis}."),
    };

    // What ends at midnight ends with the day before.
    private LocalDate LastDate(DateTimeOffset to) => Local(to).TimeOfDay == LocalTime.Midnight ? DateOf(to).PlusDays(-1) : DateOf(to);

    private static int Thirties(LocalDate date) => (((date.Year * 12) + date.Month) * 30) + date.Day;

    private ZonedDateTime Local(DateTimeOffset instant) => Instant.FromDateTimeOffset(instant).InZone(DateTimeZoneProviders.Tzdb[TimeZone]);
}
