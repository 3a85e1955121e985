using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;
using static RevenueFunctions.Tests.Unit.Rating.Contracts.ContractSample;

namespace RevenueFunctions.Tests.Unit.Rating.Contracts;

/// <summary>Which fees an invoice charges, and what it corrects.</summary>
public class FeeTests
{
    private static readonly ProrationBasis[] Bases = Enum.GetValues<ProrationBasis>();

    public static TheoryData<string, int, ProrationBasis> Parts()
    {
        var data = new TheoryData<string, int, ProrationBasis>();
        foreach (var zone in (string[])["Etc/UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
        {
            foreach (var basis in Bases)
            {
                data.Add(zone, 1, basis);
                data.Add(zone, 31, basis);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void ChargedIn_PlanThatChangesEveryWeek_AddUpToTheWholeOverALeapYear(string zone, int anchorDay, ProrationBasis basis)
    {
        // Two plans that say the same, changed every week at another hour: the parts of each period must come to the whole.
        var plan = Small with { RateCards = [new RateCard("seats", "seats", "Seats", new GraduatedPrice([new PriceTier(1m, 10m), new PriceTier(null, 7m)]) { Proration = basis })] };
        var account = Account(zone, anchorDay);
        var first = BillingCalendar.PeriodAt(account, At("2028-01-15T00:00:00Z"));
        var changes = Enumerable.Range(1, 50).Select(week => Seats($"w{week}", "2028-01-01T00:00:00Z", 3m) with { EffectiveAt = first.Start.AddDays(7 * week).AddHours(week % 24) });
        var catalog = new CatalogSnapshot(new CatalogDocuments
        {
            LegalEntities = [Entity],
            Accounts = [account],
            Plans = [plan, plan with { Key = "other" }],
            Subscriptions = [Subscription(plan, first.Start) with { Quantities = Three }],
            Amendments = [.. changes.Select((one, at) => one with { Kind = AmendmentKind.Plan, PlanKey = at % 2 == 0 ? "other" : "small", PlanVersion = 1, RateCard = null, Quantity = null })],
        });
        for (var period = first; period.Start < first.Start.AddDays(340); period = BillingCalendar.Next(account, period))
        {
            var lines = Assert.IsType<RatingOutcome.Rated>(RatingEngine.Rate(catalog, account, period, [])).Lines;
            Assert.True(lines.Length > 1, period.Key);
            Assert.True(Math.Abs(lines.Sum(line => line.Derivation.UnroundedAmount) - 24m) < 0.000000000001m, $"{period.Key}: {string.Join(" + ", lines.Select(line => line.Derivation.UnroundedAmount))}");
        }
    }

    [Fact]
    public void ChargedIn_AYearFromTheThirtyFirst_StepsFromItsAnchorAndNotFromAClampedDate()
    {
        var quarterly = Small with { RateCards = [new RateCard("q", "platform", "Platform", new FlatPrice(90m), Fee: new FeeTerms(FeeInterval.Quarter))] };
        var account = Account();
        var catalog = new CatalogSnapshot(new CatalogDocuments
        {
            LegalEntities = [Entity], Accounts = [account], Plans = [quarterly], Subscriptions = [Subscription(quarterly, At("2026-01-31T00:00:00Z"))],
        });
        var ends = new List<string>();
        for (var period = BillingCalendar.PeriodAt(account, At("2026-01-31T00:00:00Z")); period.Start.Year < 2027; period = BillingCalendar.Next(account, period))
        {
            ends.AddRange(Assert.IsType<RatingOutcome.Rated>(RatingEngine.Rate(catalog, account, period, [])).Lines.Select(line => $"{line.ServiceTo:MMdd} {line.Amount}"));
        }

        Assert.Equal(["0430 90.00", "0731 90.00", "1031 90.00"], ends);
    }

    [Fact]
    public void ChargedIn_AYearWithAnAnchorMonth_BeginsInThatMonth()
    {
        var yearly = Small with { RateCards = [new RateCard("y", "platform", "Platform", new FlatPrice(365m), Fee: new FeeTerms(FeeInterval.Year, ChargeTiming.InAdvance, 4))] };
        var account = Account();
        var catalog = new CatalogSnapshot(new CatalogDocuments
        {
            LegalEntities = [Entity], Accounts = [account], Plans = [yearly], Subscriptions = [Subscription(yearly, At("2026-03-01T00:00:00Z"))],
        });
        var march = BillingCalendar.PeriodAt(account, At("2026-03-01T00:00:00Z"));
        var lines = Assert.IsType<RatingOutcome.Rated>(RatingEngine.Rate(catalog, account, march, [])).Lines;
        Assert.Equal(["20260301-20260401 31.00", "20260401-20270401 365.00"], lines.Select(line => $"{line.ServiceFrom:yyyyMMdd}-{line.ServiceTo:yyyyMMdd} {line.Amount}"));
    }

    [Theory]
    [InlineData(0, -31)]
    [InlineData(10, -21)]
    [InlineData(31, 0)]
    public void Apply_WhatACreditNoteGaveBack_IsNotGivenBackAgain(decimal credited, decimal reversal)
    {
        var account = Account();
        var plan = Small with { RateCards = [new RateCard("fee", "platform", "Platform", new FlatPrice(31m, ChargeTiming.InAdvance))] };
        var january = BillingCalendar.PeriodAt(account, Begin);
        var february = BillingCalendar.Next(account, january);
        var catalog = new CatalogSnapshot(new CatalogDocuments
        {
            LegalEntities = [Entity],
            Accounts = [account],
            Plans = [plan],
            Subscriptions = [Subscription(plan)],
            Amendments = [Of("c", "2026-02-01T00:00:00Z", AmendmentKind.Cancel)],
        });
        var billed = new BilledFee("s1", new FeeIdentity("small", 1, "fee", february.Start.UtcTicks, february.End.UtcTicks, 1m), 1m, "period", 31m, credited, "US-1");
        var change = Assert.Single(ContractChange.Of(catalog, account, february));
        var lines = new FeeCorrections(catalog, account, february, change, new FeeHistory([billed], [january.Key], true)).Apply([]).Where(line => line.ServiceFrom == february.Start);
        Assert.Equal(reversal, lines.Sum(line => line.Amount));
    }

    [Fact]
    public void Apply_WhileAnEarlierPeriodIsInTheMaking_LeavesCorrectionsToIt()
    {
        var account = Account();
        var catalog = ContractSample.Catalog(account, Subscription(Small), Seats("s", "2026-01-10T00:00:00Z", 9m, "2026-06-01T00:00:00Z"));
        var may = BillingCalendar.PeriodAt(account, At("2026-05-02T00:00:00Z"));
        var change = Assert.Single(ContractChange.Of(catalog, account, may));
        Assert.Empty(new FeeCorrections(catalog, account, may, change, new FeeHistory([], ["20260101"], false)).Apply([]));
        Assert.NotEmpty(new FeeCorrections(catalog, account, may, change, new FeeHistory([], ["20260101"], true)).Apply([]));
    }

    private static ImmutableSortedDictionary<string, decimal> Three { get; } = ImmutableSortedDictionary<string, decimal>.Empty.Add("seats", 3m);
}
