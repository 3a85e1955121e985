using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Rating;

/// <summary>The engine with prices that must see single events, and with terms that go by the contract's part of the period.</summary>
public class EventPricingTests
{
    private static readonly Account Account = new("a1", "A", "us01", "Etc/UTC", "US-CA");
    private static readonly BillingPeriod April = BillingCalendar.PeriodOf(Account, "20260401")!;

    [Fact]
    public void Rate_PercentageOverTwoGroups_ChargesTheEventsOfBothInTheOrderOfTime()
    {
        var card = Card(new PercentagePrice(10m, FixedFee: 1m, FreeEvents: 1), "sum");
        var input = new PeriodInput([Usage("sum", "eu", 130m, 2), Usage("sum", "us", 50m, 1)], [Events("sum", "eu", (3, 30m), (5, 100m)), Events("sum", "us", (1, 50m))]);

        // The first event of all, of 50, is free; 10 % of 130 and two fees are due.
        var line = Assert.Single(Lines(card, MeterAggregation.Sum, input));
        Assert.Equal((180m, 15m), (line.Quantity, line.Amount));
        Assert.Equal("percentage", line.Derivation.Model);
        Adds(line);
    }

    [Fact]
    public void Rate_EventsInAnyOrder_GiveTheSameLine()
    {
        var card = Card(new PercentagePrice(3.3m, FixedFee: 0.7m, FreeAmount: 60m, PerTransactionMinimum: 1m, PerTransactionMaximum: 4m), "sum");
        (int, decimal)[] events = [(1, 20m), (1, 30m), (1, 10m), (2, 45m), (9, 300m)];
        var forward = Lines(card, MeterAggregation.Sum, new PeriodInput([Usage("sum", "eu", 405m, 5)], [Events("sum", "eu", events)]));
        var backward = Lines(card, MeterAggregation.Sum, new PeriodInput([Usage("sum", "eu", 405m, 5)], [Events("sum", "eu", [.. events.Reverse()])]));
        Assert.Equal(FabricJson.Bytes(forward), FabricJson.Bytes(backward));
    }

    [Fact]
    public void Rate_EventsNotHandedIn_IsRefusedInsteadOfPricedByTheSum()
    {
        var outcome = Outcome(Card(new PercentagePrice(1m, FixedFee: 1m), "sum"), MeterAggregation.Sum, new PeriodInput([Usage("sum", "eu", 100m, 3)], []));
        var issue = Assert.Single(Assert.IsType<RatingOutcome.Unrated>(outcome).Issues);
        Assert.Equal((RatingIssueCode.EventsMissing, "s1"), (issue.Code, issue.SubscriptionId));
    }

    [Fact]
    public void Rate_GaugesOfTwoGroups_AddUpAtEachInstant()
    {
        // 3 + 0 for ten days, 3 + 4 for ten, 1 + 4 for ten: bands of 5 at 1 and above at 10.
        var card = Card(new TimeWeightedGraduatedPrice([new PriceTier(5m, 30m), new PriceTier(null, 300m)]), "gauge");
        var input = new PeriodInput([Usage("gauge", "eu", 0m, 2), Usage("gauge", "us", 0m, 1)], [Events("gauge", "eu", (1, 3m), (21, 1m)), Events("gauge", "us", (11, 4m))]);
        var line = Assert.Single(Lines(card, MeterAggregation.TimeWeighted, input));
        Assert.Equal((30m * 3 / 3) + (30m * 5 / 3) + (300m * 2 / 3) + (30m * 5 / 3), line.Amount);
        Adds(line);
    }

    [Fact]
    public void Rate_BucketsOfDays_TakeThePeakOfEachAndChargeAMinimumOnEmptyOnes()
    {
        var inner = new PerUnitPrice(1m) { Minimum = 2m };
        var card = Card(new BucketedPrice(BucketSize.Day, inner), "peak");
        var input = new PeriodInput([Usage("peak", "eu", 9m, 3)], [Events("peak", "eu", (1, 9m), (1, 4m), (2, 1m))]);

        // 9 on the first, 2 instead of 1 on the second, 2 on each of 28 empty days.
        var line = Assert.Single(Lines(card, MeterAggregation.Max, input));
        Assert.Equal(9m + 2m + (28 * 2m), line.Amount);
        Adds(line);
    }

    [Fact]
    public void Rate_MinimumOfAContractFromTheMiddle_IsProratedAndChargedWithoutUsage()
    {
        var card = Card(new PerUnitPrice(1m) { Minimum = 10m }, "sum");
        var line = Assert.Single(Lines(card, MeterAggregation.Sum, new PeriodInput([], []), from: 21));
        Assert.Equal((0m, 3.33m), (line.Quantity, line.Amount));
        Adds(line);
    }

    [Fact]
    public void Rate_CommitmentOfAContractFromTheMiddle_IsProrated()
    {
        // A third of 10 is committed: 3.33, and the rest of 6 is 2.67, charged twice.
        var card = Card(new PerUnitPrice(1m) { Commitment = new PriceCommitment(10m, 2m, TrueUp: true) }, "sum");
        Assert.Equal(8.67m, Assert.Single(Lines(card, MeterAggregation.Sum, new PeriodInput([Usage("sum", "eu", 6m, 1)], []), from: 21)).Amount);
        Assert.Equal(3.33m, Assert.Single(Lines(card, MeterAggregation.Sum, new PeriodInput([], []), from: 21)).Amount);
    }

    [Theory]
    [InlineData("""{"model":"graduated","tiers":[{"upTo":10,"unitAmount":1},{"unitAmount":2}]}""")]
    [InlineData("""{"model":"volume","tiers":[{"upTo":10,"unitAmount":3},{"unitAmount":2}]}""")]
    [InlineData("""{"model":"block","tiers":[{"blockSize":3,"amount":1,"maxBlocks":2},{"blockSize":5,"amount":1}]}""")]
    [InlineData("""{"model":"stairStep","tiers":[{"upTo":10,"flatAmount":10},{"flatAmount":20}]}""")]
    [InlineData("""{"model":"graduatedPercentage","tiers":[{"upTo":10,"rate":10},{"rate":5,"flatAmount":3}]}""")]
    [InlineData("""{"model":"percentage","rate":10,"fixedFee":1}""")]
    [InlineData("""{"model":"dynamic","multiplier":2}""")]
    [InlineData("""{"model":"bucketed","bucket":"day","price":{"model":"perUnit","unitAmount":1}}""")]
    public void Compute_EveryTerm_ShowsAsAStepAndAddsUp(string model)
    {
        var price = FabricJson.Read<Price>(System.Text.Encoding.UTF8.GetBytes(model)) with
        {
            Conversion = new UnitConversion(10m, 2m), UsageDiscount = 1m, IncludedUnits = 2m, Commitment = new PriceCommitment(5m, 2m), DiscountPercent = 10m, Maximum = 30m, Minimum = 25m,
        };
        foreach (var quantity in (decimal[])[0m, 0.7m, 2m, 9m])
        {
            var priced = Pricing.Compute(price, quantity);
            Assert.Equal(priced.Amount, priced.Steps.Sum(step => step.Amount));
            Assert.All(priced.Steps, Recomputes);
            Assert.InRange(priced.Amount, 25m, 30m);
            Assert.True(quantity > 0 == priced.Steps.Any(step => step.Amount == 0 && step.Description.Contains("10 / 2", StringComparison.Ordinal)), string.Join('\n', priced.Steps));
        }
    }

    private static void Adds(RatedLine line)
    {
        Assert.Equal(line.Derivation.UnroundedAmount, line.Derivation.Steps.Sum(step => step.Amount));
        Assert.All(line.Derivation.Steps, Recomputes);
    }

    private static void Recomputes(DerivationStep step) =>
        Assert.Equal(step.Amount, ((step.Quantity * step.UnitAmount) + step.FlatAmount) * step.Numerator / step.Denominator, 20);

    private static ImmutableArray<RatedLine> Lines(RateCard card, MeterAggregation aggregation, PeriodInput input, int from = 1) =>
        Assert.IsType<RatingOutcome.Rated>(Outcome(card, aggregation, input, from)).Lines;

    private static RatingOutcome Outcome(RateCard card, MeterAggregation aggregation, PeriodInput input, int from = 1) => RatingEngine.Rate(
        new CatalogSnapshot(new CatalogDocuments
        {
            Accounts = [Account],
            Meters = [new Meter(card.Meter!, card.Meter!, "t", aggregation, "unit", "value", ["region"])],
            Plans = [new PricePlan("p", 1, "P", "EUR", [card])],
            Subscriptions = [new Subscription("s1", "a1", "p", 1, At(from))],
        }),
        Account,
        April,
        input);

    private static RateCard Card(Price price, string meter) => new("c", "product", "C", price, meter);

    private static MeteredUsage Usage(string meter, string region, decimal quantity, long count) => new("s1", meter, Group(region), quantity, count, new string('0', 32));

    private static MeteredEvents Events(string meter, string region, params (int Day, decimal Quantity)[] events) =>
        new("s1", meter, Group(region), [.. events.Select(one => new PricedEvent(At(one.Day), one.Quantity))]);

    private static ImmutableSortedDictionary<string, string> Group(string region) => ImmutableSortedDictionary<string, string>.Empty.Add("region", region);

    private static DateTimeOffset At(int day) => DateTimeOffset.Parse(string.Create(CultureInfo.InvariantCulture, $"2026-04-{day:00}T00:00:00Z"), CultureInfo.InvariantCulture);
}
