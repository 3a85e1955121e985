using FsCheck;
using FsCheck.Fluent;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Tests.Unit.Posting.Deferral;

/// <summary>What is earned by a day, and what a credit takes of it.</summary>
public sealed class DeferredScheduleTests
{
    private static readonly DateOnly First = new(2026, 11, 1);

    // 90 days: November, December, January but for its last two days.
    private static readonly DeferredSchedule Quarter = Schedule(100m, 90);

    [Fact]
    public void EarnedBy_EachDay_IsCountedFromTheBeginning()
    {
        Assert.Equal(0m, Quarter.EarnedBy(First.AddDays(-1)));
        Assert.Equal(1.11m, Quarter.EarnedBy(First));
        Assert.Equal(33.33m, Quarter.EarnedBy(new DateOnly(2026, 11, 30)));
        Assert.Equal(67.78m, Quarter.EarnedBy(new DateOnly(2026, 12, 31)));
        Assert.Equal(100m, Quarter.EarnedBy(new DateOnly(2027, 1, 29)));
        Assert.Equal(100m, Quarter.EarnedBy(new DateOnly(2030, 1, 1)));
    }

    [Fact]
    public void CutBy_CreditOfWhatIsNotEarned_EndsItThere()
    {
        var day = new DateOnly(2026, 11, 30);
        var cut = Quarter.CutBy("creditnote:1", day, 66.67m);
        var schedule = Quarter with { Cuts = [cut] };

        Assert.Equal((66.67m, 0m), (cut.Deferred, cut.Revenue));
        Assert.Equal(33.33m, schedule.EarnedBy(day));
        Assert.Equal(33.33m, schedule.EarnedBy(new DateOnly(2027, 6, 30)));
    }

    [Fact]
    public void CutBy_CreditOfMore_TakesTheRestFromRevenue()
    {
        var cut = Quarter.CutBy("creditnote:1", new DateOnly(2026, 11, 30), 100m);
        Assert.Equal((66.67m, 33.33m), (cut.Deferred, cut.Revenue));

        var late = Quarter.CutBy("creditnote:1", new DateOnly(2027, 3, 1), 40m);
        Assert.Equal((0m, 40m), (late.Deferred, late.Revenue));

        var early = Quarter.CutBy("creditnote:1", First.AddDays(-10), 100m);
        Assert.Equal((100m, 0m), (early.Deferred, early.Revenue));
        Assert.Equal(0m, (Quarter with { Cuts = [early] }).EarnedBy(new DateOnly(2027, 6, 30)));
    }

    [Fact]
    public void CutBy_PartOfWhatIsLeft_SpreadsTheRestAnew()
    {
        var day = new DateOnly(2026, 11, 30);
        var schedule = Quarter with { Cuts = [Quarter.CutBy("creditnote:1", day, 60m)] };

        // 6.67 over the 60 days that are left.
        Assert.Equal(33.33m + 3.34m, schedule.EarnedBy(new DateOnly(2026, 12, 30)));
        Assert.Equal(40m, schedule.EarnedBy(new DateOnly(2027, 1, 29)));
        var again = schedule.CutBy("creditnote:2", new DateOnly(2026, 12, 30), 10m);
        Assert.Equal((3.33m, 6.67m), (again.Deferred, again.Revenue));
        Assert.Equal(36.67m, (schedule with { Cuts = schedule.Cuts.Add(again) }).EarnedBy(new DateOnly(2027, 6, 30)));
    }

    [Fact]
    public void CutBy_CorrectionBelowZero_IsCutOnItsOwnSide()
    {
        var negative = Schedule(-100m, 90);

        var cut = negative.CutBy("creditnote:1", new DateOnly(2026, 11, 30), -80m);

        Assert.Equal((-66.67m, -13.33m), (cut.Deferred, cut.Revenue));
    }

    [Fact]
    public void EarnedBy_Cancelled_IsNothing() => Assert.Equal(0m, (Quarter with { IsCancelled = true }).EarnedBy(new DateOnly(2027, 6, 30)));

    [Fact]
    public void Booked_AnyScheduleAndCuts_LeavesNothingDeferredInEitherCurrency() => Prop.ForAll(
        Gen.Zip(Gen.Zip(Gen.Choose(-100_000, 100_000), Gen.Choose(1, 800)), Gen.Zip(Gen.Choose(1, 30_000), Gen.Zip(Gen.Choose(-20, 900), Gen.Choose(0, 120_000)).ListOf())).ToArbitrary(),
        sample =>
        {
            var ((cents, days), (rate, credits)) = sample;
            var schedule = Schedule(cents / 100m, days) with { Rate = rate / 10_000m, Currency = "USD" };
            foreach (var (at, amount) in credits.OrderBy(credit => credit.Item1).Select((credit, number) => (credit.Item1, credit.Item2)))
            {
                schedule = schedule with { Cuts = schedule.Cuts.Add(schedule.CutBy($"creditnote:{schedule.Cuts.Length}", First.AddDays(at), Math.Sign(cents) * amount / 100m)) };
            }

            // Recognised month by month, as it is when nobody closes a period late.
            for (var month = AccountingMonth.Of(First); month.First <= schedule.To.AddMonths(1); month = month.Next)
            {
                var earned = schedule.EarnedBy(month.Last);
                schedule = schedule with
                {
                    Recognitions = schedule.Recognitions.Add(new Recognition(month.Key, earned - schedule.Recognised, schedule.Booked(earned) - schedule.RecognisedBooked, month.Key)),
                };
            }

            Assert.Equal(schedule.Amount, schedule.Recognised + schedule.Cuts.Sum(cut => cut.Deferred));
            Assert.Equal(schedule.Booked(schedule.Amount), schedule.RecognisedBooked + schedule.Cuts.Sum(cut => cut.DeferredBooked));
            Assert.True(schedule.IsDoneBy(schedule.To.AddDays(1000)));
            return true;
        }).Hold();

    private static DeferredSchedule Schedule(decimal amount, int days) =>
        new("de01", "acme:20261101", 1, "acme", "platform", First, First.AddDays(days - 1), amount, "EUR", 1m, "EUR", "2400");
}
