using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Rating;

/// <summary>How much of a period is covered, by each basis.</summary>
public class CoverageTests
{
    [Theory]
    [InlineData("a whole month", "2026-03-01 2026-04-01", "2026-03-01 2026-04-01", "31/31 31/31 30/30")]
    [InlineData("Kill Bill: 23 May to 15 June", "2026-05-15 2026-06-15", "2026-05-23 2026-06-15", "23/31 23/31 22/30")]
    [InlineData("the 31st is no day of thirty", "2026-05-01 2026-06-01", "2026-05-31 2026-06-01", "1/31 1/31 0/30")]
    [InlineData("the last of February is three of them", "2026-02-01 2026-03-01", "2026-02-28 2026-03-01", "1/28 1/28 3/30")]
    [InlineData("the leap day", "2028-02-01 2028-03-01", "2028-02-29 2028-03-01", "1/29 1/29 2/30")]
    [InlineData("an ordinary year", "2026-01-01 2027-01-01", "2026-01-31 2027-01-01", "335/365 335/365 330/360")]
    [InlineData("a part that ends in a day", "2026-04-01 2026-05-01", "2026-04-01 2026-04-11T12:00", "10/30 11/30 10/30")]
    [InlineData("a part within one day", "2026-04-01 2026-05-01", "2026-04-10T10:00 2026-04-10T11:00", "0/30 1/30 0/30")]
    [InlineData("nothing", "2026-04-01 2026-05-01", "2026-04-10 2026-04-10", "0/30 0/30 0/30")]
    public void Measure_OfDays_CountsByTheBasis(string name, string period, string part, string expected)
    {
        var coverage = Coverage("Etc/UTC", period, part);
        var measures = string.Join(' ', Measure(coverage, ProrationBasis.DaysHalfOpen), Measure(coverage, ProrationBasis.DaysEndInclusive), Measure(coverage, ProrationBasis.Fixed30));
        Assert.True(expected == measures, $"{name}: {measures}");
    }

    [Theory]
    [InlineData("clocks go forward", "2026-03-29", "82800")]
    [InlineData("clocks go back", "2026-10-25", "90000")]
    [InlineData("an ordinary day", "2026-06-10", "86400")]
    public void Measure_OfADayInBerlin_IsOneDayHoweverLong(string name, string day, string seconds)
    {
        var account = new Account("a", "A", "e", "Europe/Berlin", "DE");
        var period = BillingCalendar.PeriodAt(account, DateTimeOffset.Parse(day + "T12:00:00Z", CultureInfo.InvariantCulture));
        var start = BillingCalendar.BucketStart(account, DateTimeOffset.Parse(day + "T12:00:00Z", CultureInfo.InvariantCulture), BucketSize.Day);
        var end = BillingCalendar.BucketStart(account, start.AddHours(26), BucketSize.Day);
        var coverage = new Coverage(account, period, start, end);
        Assert.True(coverage.Measure(ProrationBasis.DaysHalfOpen).Covered == 1m, name);
        Assert.True(coverage.Measure(ProrationBasis.DaysEndInclusive).Covered == 1m, name);
        Assert.Equal(decimal.Parse(seconds, CultureInfo.InvariantCulture), coverage.Measure(ProrationBasis.Seconds).Covered);
    }

    [Fact]
    public void Measure_PartsThatMeetAtMidnight_AddUpToTheWholeByEveryBasis()
    {
        foreach (var anchor in (int[])[1, 15, 28, 29, 30, 31])
        {
            var account = new Account("a", "A", "e", "Europe/Berlin", "DE", anchor);
            for (var period = BillingCalendar.PeriodAt(account, DateTimeOffset.Parse("2027-01-20T00:00:00Z", CultureInfo.InvariantCulture)); period.Start.Year < 2029; period = BillingCalendar.Next(account, period))
            {
                foreach (var basis in Enum.GetValues<ProrationBasis>())
                {
                    var at = BillingCalendar.BucketStart(account, period.Start.AddDays(13).AddHours(5), BucketSize.Day);
                    var first = new Coverage(account, period, period.Start, at).Measure(basis);
                    var second = new Coverage(account, period, at, period.End).Measure(basis);
                    Assert.True(first.Covered + second.Covered == first.Whole && first.Whole > 0, $"{basis}, {period.Key}, anchor {anchor}: {first} {second}");
                }
            }
        }
    }

    [Theory]
    [InlineData("daysHalfOpen", "0.741935484")]
    [InlineData("fixed30", "0.733333333")]
    public void Ratio_OfTheKillBillCase_IsReadableToNineDecimals(string basis, string ratio) => Assert.Equal(
        decimal.Parse(ratio, CultureInfo.InvariantCulture),
        Coverage("Etc/UTC", "2026-05-15 2026-06-15", "2026-05-23 2026-06-15").Ratio(Enum.Parse<ProrationBasis>(basis, ignoreCase: true)));

    [Theory]
    [InlineData("Asia/Kolkata", "2026-03-01T10:05:00Z", "2026-03-01T09:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25T01:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T00:00:00Z")]
    public void BucketStart_OfAnHour_IsTheClockHourOfTheZone(string zone, string instant, string start) => Assert.Equal(
        DateTimeOffset.Parse(start, CultureInfo.InvariantCulture),
        BillingCalendar.BucketStart(new Account("a", "A", "e", zone, "DE"), DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), BucketSize.Hour));

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T00:00+01:00 2026-03-30T00:00+02:00", 23)]
    [InlineData("Europe/Berlin", "2026-10-25T00:00+02:00 2026-10-26T00:00+01:00", 25)]
    [InlineData("Asia/Kolkata", "2026-03-01T10:15+05:30 2026-03-01T12:00+05:30", 2)]
    [InlineData("Australia/Lord_Howe", "2024-10-06T00:00+10:30 2024-10-07T00:00+11:00", 24)]
    [InlineData("Etc/UTC", "2026-03-01 2026-03-01", 0)]
    public void CountBuckets_OfHours_CountsThoseOfTheClock(string zone, string part, long hours)
    {
        var times = Times(part);
        Assert.Equal(hours, BillingCalendar.CountBuckets(new Account("a", "A", "e", zone, "DE"), times[0], times[1], BucketSize.Hour));
    }

    private static Coverage Coverage(string zone, string period, string part)
    {
        var (whole, some) = (Times(period), Times(part));
        return new Coverage(new Account("a", "A", "e", zone, "DE"), new BillingPeriod("p", whole[0], whole[1]), some[0], some[1]);
    }

    private static DateTimeOffset[] Times(string text) =>
        [.. text.Split(' ').Select(one => DateTimeOffset.Parse(one, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal))];

    private static string Measure(Coverage coverage, ProrationBasis basis)
    {
        var (covered, whole) = coverage.Measure(basis);
        return string.Create(CultureInfo.InvariantCulture, $"{covered}/{whole}");
    }
}
