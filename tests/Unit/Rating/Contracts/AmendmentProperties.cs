using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Rating.Contracts;

/// <summary>
/// The main invariant of contracts: however late, in whatever order and however often amendments become known, what is billed in the end is
/// what would have been billed had they been known from the start.
/// </summary>
public class AmendmentProperties
{
    private const int Periods = 9;
    private static readonly string[] Zones = ["Etc/UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia"];

    private static readonly Gen<Amendment> Amendments =
        from hour in Gen.Choose(0, 24 * 200)
        from lateness in Gen.Choose(0, 24 * 60)
        from kind in Gen.Frequency((4, Gen.Constant(AmendmentKind.Quantity)), (4, Gen.Constant(AmendmentKind.Plan)), (1, Gen.Constant(AmendmentKind.Pause)),
            (1, Gen.Constant(AmendmentKind.Resume)), (1, Gen.Constant(AmendmentKind.Trial)), (1, Gen.Constant(AmendmentKind.Cancel)))
        from number in Gen.Choose(0, 12)
        from plan in Gen.Elements(ContractSample.Small, ContractSample.Large, ContractSample.Yearly)
        select Make(hour, lateness, kind, number, plan);

    private static readonly Gen<Story> Stories =
        from amendments in Amendments.ListOf(5)
        from zone in Gen.Elements(Zones)
        from anchor in Gen.Elements(1, 15, 31)
        from plan in Gen.Elements(ContractSample.Small, ContractSample.Large, ContractSample.Yearly)
        from rebilled in Gen.Choose(-1, Periods - 1)
        select new Story([.. amendments.Select((one, at) => one with { Id = $"m{at}" })], ContractSample.Account(zone, anchor), plan, rebilled);

    [Fact]
    public void Bill_AmendmentsThatBecomeKnownLate_EndsInWhatWouldHaveBeenBilledHadTheyBeenKnown() =>
        Prop.ForAll(Stories.ToArbitrary(), story =>
        {
            var billed = Bill(story, known: false);
            var expected = Bill(story, known: true);
            return Compare(billed, expected);
        }).Hold();

    [Fact]
    public void Bill_WithEverythingKnown_CorrectsNothing() =>
        Prop.ForAll(Stories.ToArbitrary(), story =>
            Bill(story with { Rebilled = -1 }, known: true).Lines.Where(line => line.Kind == LineKind.Correction).ToList() is var wrong && wrong.Count == 0
                ? true
                : throw new InvalidOperationException(string.Join('\n', story.Amendments.Select(one => one.ToString()).Concat(wrong.Select(Text))))).Hold();

    // After the last amendment became known, one more period is billed: it corrects whatever is left.
    private static BillingRun Bill(Story story, bool known)
    {
        var run = new BillingRun(story.Account);
        var period = BillingCalendar.PeriodAt(story.Account, ContractSample.Begin);
        var periods = new List<BillingPeriod>();
        for (var count = 0; count < Periods + 4; count++, period = BillingCalendar.Next(story.Account, period))
        {
            periods.Add(period);
            run.Bill(Known(story, known || count >= Periods ? DateTimeOffset.MaxValue : period.End), period);
        }

        if (!known && story.Rebilled >= 0)
        {
            // An invoice is taken back and made again, long after later ones corrected what it had charged.
            run.Bill(Known(story, DateTimeOffset.MaxValue), periods[story.Rebilled]);
        }

        return run;
    }

    private static CatalogSnapshot Known(Story story, DateTimeOffset at) =>
        ContractSample.Catalog(story.Account, ContractSample.Subscription(story.Plan), story.Amendments.Where(one => one.RecordedAt <= at));

    private static bool Compare(BillingRun billed, BillingRun expected)
    {
        var (one, other) = (Net(billed), Net(expected));
        return one.SequenceEqual(other)
            ? true
            : throw new InvalidOperationException($"Billed:\n{string.Join('\n', one)}\nexpected:\n{string.Join('\n', other)}\nlines:\n{string.Join('\n', billed.Lines.Select(Text))}");
    }

    private static List<string> Net(BillingRun run) =>
    [
        .. run.Lines
            .GroupBy(line => $"{line.Derivation.PlanKey} {line.RateCard.Key} x {line.Quantity} {line.ServiceFrom.UtcDateTime:u} {line.ServiceTo.UtcDateTime:u}")
            .Select(lines => (lines.Key, Amount: lines.Sum(line => line.Amount)))
            .Where(net => net.Amount != 0)
            .Select(net => FormattableString.Invariant($"{net.Key}: {net.Amount}"))
            .Order(StringComparer.Ordinal),
    ];

    private static string Text(RatedLine line) =>
        FormattableString.Invariant($"{line.Kind} {line.RateCard.Key} x {line.Quantity} {line.ServiceFrom.UtcDateTime:u} {line.ServiceTo.UtcDateTime:u} {line.Amount} {line.Note}");

    private static Amendment Make(int hour, int lateness, AmendmentKind kind, int number, PricePlan plan)
    {
        var at = ContractSample.Begin.AddHours(hour);
        var amendment = new Amendment("m", "s1", at, at.AddHours(lateness), kind);
        return kind switch
        {
            AmendmentKind.Quantity => amendment with { RateCard = "seats", Quantity = number },
            AmendmentKind.Plan => amendment with { PlanKey = plan.Key, PlanVersion = plan.Version },
            AmendmentKind.Trial => amendment with { TrialUntil = at.AddDays(number) },
            _ => amendment,
        };
    }

    private sealed record Story(ImmutableArray<Amendment> Amendments, Account Account, PricePlan Plan, int Rebilled);
}
