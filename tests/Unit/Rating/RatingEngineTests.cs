using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;
using RevenueFunctions.Tests.Unit.Catalog;
using static RevenueFunctions.Tests.Unit.Catalog.SampleDocuments;

namespace RevenueFunctions.Tests.Unit.Rating;

/// <summary>From a period's usage and contracts to rated lines.</summary>
public class RatingEngineTests
{
    private static readonly Account Account = new("a1", "One", "us01", "Etc/UTC", "US-CA");
    private static readonly BillingPeriod March = BillingCalendar.PeriodAt(Account, Start.AddMonths(2));

    [Fact]
    public void Rate_SeveralCardsOfAMeter_GivesEachUsageToTheMostSpecific()
    {
        var lines = Rate(
            [Card("all", "requests"), Card("eu", "requests", ("region", "eu")), Card("eu-big", "requests", ("region", "eu"), ("model", "big"))],
            [Usage("requests", 1m, ("region", "us"), ("model", "big")), Usage("requests", 2m, ("region", "eu"), ("model", "small")), Usage("requests", 4m, ("region", "eu"), ("model", "big")), Usage("requests", 8m, ("region", "asia"), ("model", "small"))]);
        Assert.Equal([("all", 9m), ("eu", 2m), ("eu-big", 4m)], lines.Select(line => (line.RateCard.Key, line.Quantity)));
        Assert.Equal(2, lines[0].Derivation.Usage.Length);
    }

    [Fact]
    public void Rate_TieredCardOverSeveralGroups_RunsItsTiersOverTheirSum()
    {
        var tiers = new GraduatedPrice([new PriceTier(10m, 1m), new PriceTier(null, 0.5m)]);
        var lines = Rate([Card("all", "requests") with { Price = tiers }], [Usage("requests", 8m, ("region", "us"), ("model", "a")), Usage("requests", 8m, ("region", "eu"), ("model", "a"))]);
        Assert.Equal(13m, Assert.Single(lines).Amount);
    }

    [Fact]
    public void Rate_PeakOverSeveralGroups_TakesTheHighest() =>
        Assert.Equal(9m, Assert.Single(Rate([Card("peak", "peak")], [Usage("peak", 9m, ("region", "us")), Usage("peak", 7m, ("region", "eu"))])).Quantity);

    [Fact]
    public void Rate_UniqueOverSeveralGroups_GivesEachGroupALine()
    {
        var lines = Rate([Card("users", "users")], [Usage("users", 3m, ("region", "us")), Usage("users", 2m, ("region", "eu"))]);
        Assert.Equal([2m, 3m], lines.Select(line => line.Quantity));
        Assert.All(lines, line => Assert.Single(line.Derivation.Usage));
    }

    [Fact]
    public void Rate_UsageThatNoCardTakes_IsNeverLeftOut()
    {
        var outcome = Outcome([Card("eu", "requests", ("region", "eu"))], [Usage("requests", 5m, ("region", "us"), ("model", "a"))]);
        var issue = Assert.Single(Assert.IsType<RatingOutcome.Unrated>(outcome).Issues);
        Assert.Equal(RatingIssueCode.UnpricedUsage, issue.Code);
        Assert.Contains("region=us", issue.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rate_UsageOfAnUnknownContract_IsNeverLeftOut()
    {
        var outcome = Outcome([Card("all", "requests")], [Usage("requests", 5m) with { SubscriptionId = "gone" }]);
        Assert.Equal(RatingIssueCode.UnknownSubscription, Assert.Single(Assert.IsType<RatingOutcome.Unrated>(outcome).Issues).Code);
    }

    [Fact]
    public void Rate_AmountBeyondADecimal_IsAnIssueAndNoCrash()
    {
        var outcome = Outcome([Card("all", "requests") with { Price = new PerUnitPrice(10m) }], [Usage("requests", decimal.MaxValue)]);
        Assert.Equal(RatingIssueCode.AmountOutOfRange, Assert.Single(Assert.IsType<RatingOutcome.Unrated>(outcome).Issues).Code);
    }

    [Fact]
    public void Rate_QuantitiesThatOverflowTogether_AreAnIssueAndNoCrash()
    {
        var outcome = Outcome([Card("all", "requests")], [Usage("requests", decimal.MaxValue, ("region", "eu")), Usage("requests", decimal.MaxValue, ("region", "us"))]);
        Assert.Equal(RatingIssueCode.AmountOutOfRange, Assert.Single(Assert.IsType<RatingOutcome.Unrated>(outcome).Issues).Code);
    }

    [Fact]
    public void Rate_NoUsage_ChargesTheFirstBandsFeeOnlyWhereThePriceSaysSo()
    {
        ImmutableArray<PriceTier> tiers = [new(10m, 1m, 5m), new(null, 1m)];
        var lines = Rate(
            [Card("a", "requests") with { Price = new GraduatedPrice(tiers) }, Card("b", "peak") with { Price = new VolumePrice(tiers, FirstFlatFeeAtZero: false) }, Card("c", "users")], []);
        var line = Assert.Single(lines);
        Assert.Equal(("a", 5m, 0m), (line.RateCard.Key, line.Amount, line.Quantity));
    }

    [Fact]
    public void Rate_NoUsageAndNoContractInThePeriod_ChargesNothing()
    {
        var price = new GraduatedPrice([new PriceTier(null, 1m, 5m)]);
        Assert.Empty(Rate([Card("a", "requests") with { Price = price }], [], new Subscription("s1", "a1", "p", 1, Start, Start.AddMonths(1))));
    }

    [Fact]
    public void Rate_LateUsageOfAnEndedContract_IsPricedByIt()
    {
        var line = Assert.Single(Rate([Card("a", "requests")], [Usage("requests", 3m)], new Subscription("s1", "a1", "p", 1, Start, Start.AddMonths(1))));
        Assert.Equal((3m, March.Start, March.End), (line.Amount, line.ServiceFrom, line.ServiceTo));
    }

    [Theory]
    [InlineData("2026-01-01", null, "31", "2026-03-01 2026-04-01")]
    [InlineData("2026-03-11", null, "21", "2026-03-11 2026-04-01")]
    [InlineData("2026-01-01", "2026-03-11", "10", "2026-03-01 2026-03-11")]
    [InlineData("2026-03-05", "2026-03-06", "1", "2026-03-05 2026-03-06")]
    [InlineData("2026-04-01", null, "", "")]
    [InlineData("2026-01-01", "2026-03-01", "", "")]
    public void Rate_FeeInArrears_ChargesTheDaysCovered(string from, string? to, string amounts, string service)
    {
        var lines = Rate([Fee(ChargeTiming.InArrears)], [], Contract(from, to));
        Assert.Equal(amounts, Amounts(lines));
        Assert.Equal(service, Service(lines));
    }

    [Theory]
    [InlineData("2026-01-01", null, "31", "2026-04-01 2026-05-01")]
    [InlineData("2026-03-01", null, "31 31", "2026-03-01 2026-04-01 2026-04-01 2026-05-01")]
    [InlineData("2026-03-11", null, "21 31", "2026-03-11 2026-04-01 2026-04-01 2026-05-01")]
    [InlineData("2026-01-01", "2026-04-11", "10.33", "2026-04-01 2026-04-11")]
    [InlineData("2026-01-01", "2026-04-01", "", "")]
    [InlineData("2026-04-01", null, "", "")]
    [InlineData("2026-04-11", null, "", "")]
    public void Rate_FeeInAdvance_ChargesTheNextPeriodAndTheFirstItsOwn(string from, string? to, string amounts, string service)
    {
        var lines = Rate([Fee(ChargeTiming.InAdvance)], [], Contract(from, to));
        Assert.Equal(amounts, Amounts(lines));
        Assert.Equal(service, Service(lines));
    }

    [Fact]
    public void Rate_FeeInAdvanceOverAYear_ChargesEachPeriodOnce()
    {
        var contract = new Subscription("s1", "a1", "p", 1, Start.AddDays(40), Start.AddDays(200));
        var lines = new List<RatedLine>();
        for (var period = BillingCalendar.PeriodAt(Account, Start); period.Start < Start.AddYears(1); period = BillingCalendar.Next(Account, period))
        {
            lines.AddRange(Lines(RatingEngine.Rate(Catalog([Fee(ChargeTiming.InAdvance)], contract), Account, period, [])));
        }

        var parts = lines.OrderBy(line => line.ServiceFrom).ToList();
        Assert.Equal(contract.From, parts[0].ServiceFrom);
        Assert.Equal(contract.To, parts[^1].ServiceTo);
        Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.Equal(pair.First.ServiceTo, pair.Second.ServiceFrom));
    }

    [Fact]
    public void Rate_PlanInAnotherCurrency_IsAnIssue()
    {
        var plan = Plan("p", Card("c", "requests")) with { Currency = "EUR" };
        var catalog = new CatalogSnapshot(All with { Accounts = [Account], Plans = [plan], Subscriptions = [new Subscription("s1", "a1", "p", 1, Start)] });
        var outcome = RatingEngine.Rate(catalog, Account, March, []);
        Assert.Equal(RatingIssueCode.CurrencyMismatch, Assert.Single(Assert.IsType<RatingOutcome.Unrated>(outcome).Issues).Code);
    }

    [Fact]
    public void Rate_PlanInAnotherCurrencyWithARateOrOfTheAccountsOwn_IsRatedInItsOwn()
    {
        var plan = Plan("p", new RateCard("fee", "platform", "Fee", new FlatPrice(10m))) with { Currency = "EUR" };
        var documents = All with { Accounts = [Account], Plans = [plan], Subscriptions = [new Subscription("s1", "a1", "p", 1, Start)] };
        var converted = new CatalogSnapshot(documents with { ExchangeRates = [new ExchangeRate("EUR", "USD", new DateOnly(2026, 1, 1), 1.1m, "ECB")] });
        Assert.Equal(10m, Assert.Single(Lines(RatingEngine.Rate(converted, Account, March, []))).Amount);
        Assert.Equal(10m, Assert.Single(Lines(RatingEngine.Rate(new CatalogSnapshot(documents), Account with { Currency = "EUR" }, March, []))).Amount);
    }

    [Fact]
    public void Rate_AnyPrice_DerivationAddsUpToTheAmount()
    {
        var card = Card("c", "requests") with { Price = new GraduatedPrice([new PriceTier(10m, 0.333m, 1m), new PriceTier(20m, 0.25m, 2m), new PriceTier(null, 0.1m)]) };
        foreach (var line in Rate([card, Fee(ChargeTiming.InArrears)], [Usage("requests", 33.7m)], Contract("2026-03-09", null)))
        {
            var derivation = line.Derivation;
            Assert.Equal(derivation.UnroundedAmount, derivation.Steps.Sum(step => step.Amount));
            Assert.All(derivation.Steps, step => Assert.Equal(step.Amount, ((step.Quantity * step.UnitAmount) + step.FlatAmount) * step.Numerator / step.Denominator));
            Assert.Equal(Math.Round(derivation.UnroundedAmount, 2, MidpointRounding.AwayFromZero), line.Amount);
        }
    }

    private static RateCard Fee(ChargeTiming timing) =>
        new("fee", "platform", "Fee", new FlatPrice(31m, timing));

    private static Subscription Contract(string from, string? to) => new("s1", "a1", "p", 1, Utc(from), to is null ? null : Utc(to));

    private static DateTimeOffset Utc(string date) => DateTimeOffset.Parse(date + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);

    private static string Amounts(ImmutableArray<RatedLine> lines) =>
        string.Join(' ', lines.Select(line => line.Amount.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)));

    private static string Service(ImmutableArray<RatedLine> lines) => string.Join(' ', lines.Select(line => $"{line.ServiceFrom:yyyy-MM-dd} {line.ServiceTo:yyyy-MM-dd}"));

    private static MeteredUsage Usage(string meter, decimal quantity, params (string Dimension, string Value)[] group) =>
        new("s1", meter, group.ToImmutableSortedDictionary(pair => pair.Dimension, pair => pair.Value), quantity, 1, new string('0', 32));

    private static ImmutableArray<RatedLine> Rate(ImmutableArray<RateCard> cards, ImmutableArray<MeteredUsage> usage, Subscription? contract = null) =>
        Lines(RatingEngine.Rate(Catalog(cards, contract), Account, March, usage));

    private static RatingOutcome Outcome(ImmutableArray<RateCard> cards, ImmutableArray<MeteredUsage> usage) =>
        RatingEngine.Rate(Catalog(cards, null), Account, March, usage);

    private static ImmutableArray<RatedLine> Lines(RatingOutcome outcome) => Assert.IsType<RatingOutcome.Rated>(outcome).Lines;

    private static CatalogSnapshot Catalog(ImmutableArray<RateCard> cards, Subscription? contract) => new(All with
    {
        Accounts = [Account],
        Plans = [Plan("p", cards)],
        Subscriptions = [contract ?? new Subscription("s1", "a1", "p", 1, Start)],
    });
}
