using System.Globalization;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Tests.Unit.Catalog;

/// <summary>Billing periods step from the anchor day in the account's zone.</summary>
public class BillingCalendarTests
{
    [Theory]
    [InlineData(31, "2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31")]
    [InlineData(30, "2026-01-30 2026-02-28 2026-03-30 2026-04-30 2026-05-30")]
    [InlineData(29, "2024-01-29 2024-02-29 2024-03-29 2024-04-29")]
    [InlineData(29, "2026-01-29 2026-02-28 2026-03-29")]
    [InlineData(31, "2024-01-31 2024-02-29 2024-03-31")]
    [InlineData(1, "2026-11-01 2026-12-01 2027-01-01")]
    public void Next_AnchorBeyondTheMonth_StepsFromTheAnchor(int anchor, string starts)
    {
        var dates = starts.Split(' ').Select(text => DateOnly.Parse(text, CultureInfo.InvariantCulture)).ToList();
        var account = Account("Etc/UTC", anchor);
        var period = BillingCalendar.PeriodAt(account, At(dates[0]));
        foreach (var date in dates)
        {
            Assert.Equal(date.ToString("yyyyMMdd", CultureInfo.InvariantCulture), period.Key);
            Assert.Equal(At(date), period.Start);
            period = BillingCalendar.Next(account, period);
        }
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-01T00:00:00Z", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-15T00:00:00Z", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z")]
    [InlineData("America/New_York", "2026-11-10T00:00:00Z", "2026-11-01T04:00:00Z", "2026-12-01T05:00:00Z")]
    [InlineData("Asia/Tokyo", "2026-01-31T15:00:00Z", "2026-01-31T15:00:00Z", "2026-02-28T15:00:00Z")]
    [InlineData("America/Sao_Paulo", "2018-11-10T00:00:00Z", "2018-11-01T03:00:00Z", "2018-12-01T02:00:00Z")]
    public void PeriodAt_ClockChange_KeepsLocalMidnight(string zone, string instant, string start, string end)
    {
        var period = BillingCalendar.PeriodAt(Account(zone, 1), Parse(instant));
        Assert.Equal((Parse(start), Parse(end)), (period.Start, period.End));
    }

    [Fact]
    public void PeriodAt_MidnightThatDoesNotExist_BeginsAtTheFirstInstantOfTheDay()
    {
        // Clocks in Sao Paulo went from 00:00 to 01:00 on 4 November 2018.
        var period = BillingCalendar.PeriodAt(Account("America/Sao_Paulo", 4), Parse("2018-11-10T00:00:00Z"));
        Assert.Equal(("20181104", Parse("2018-11-04T03:00:00Z")), (period.Key, period.Start));
    }

    [Fact]
    public void Periods_OverFourYears_TouchWithoutGapOrOverlap()
    {
        foreach (var zone in new[] { "Etc/UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia" })
        {
            for (var anchor = 1; anchor <= 31; anchor++)
            {
                var account = Account(zone, anchor);
                var period = BillingCalendar.PeriodAt(account, Parse("2010-12-15T12:00:00Z"));
                for (var month = 0; month < 50; month++)
                {
                    var next = BillingCalendar.Next(account, period);
                    Assert.Equal(period.End, next.Start);
                    Assert.Equal(period, BillingCalendar.PeriodAt(account, period.Start));
                    Assert.Equal(period, BillingCalendar.PeriodAt(account, period.End.AddTicks(-1)));
                    Assert.Equal(period, BillingCalendar.PeriodOf(account, period.Key));
                    period = next;
                }
            }
        }
    }

    [Theory]
    [InlineData("20260102")]
    [InlineData("20260230")]
    [InlineData("2026-01-01")]
    [InlineData("99991201")]
    [InlineData("")]
    public void PeriodOf_KeyOfNoPeriod_IsNull(string key) => Assert.Null(BillingCalendar.PeriodOf(Account("Etc/UTC", 1), key));

    private static Account Account(string zone, int anchor) => new("a", "A", "e", zone, "X", anchor);

    private static DateTimeOffset At(DateOnly date) => new(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static DateTimeOffset Parse(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
