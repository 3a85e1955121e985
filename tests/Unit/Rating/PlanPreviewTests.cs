using System.Collections.Immutable;
using System.Text;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Rating;

/// <summary>A stored plan tried out with usage: by the engine, so that the invoice will say the same.</summary>
public class PlanPreviewTests
{
    private const string March = "\"coverage\":{\"periodFrom\":\"2026-03-01T00:00:00Z\",\"periodTo\":\"2026-04-01T00:00:00Z\",\"from\":\"2026-03-01T00:00:00Z\",\"to\":\"2026-04-01T00:00:00Z\"}";

    private static readonly CatalogSnapshot Catalog = new(new CatalogDocuments
    {
        Meters =
        [
            new Meter("payments", "Payments", "t", MeterAggregation.Sum, "EUR", "value", ["region"]),
            new Meter("peak", "Peak", "t", MeterAggregation.Max, "unit", "value"),
            new Meter("disk", "Disk", "t", MeterAggregation.TimeWeighted, "GB", "value"),
            new Meter("calls", "Calls", "t", MeterAggregation.Count, "call"),
        ],
        Plans =
        [
            new PricePlan("p", 1, "P", "EUR",
            [
                new RateCard("fee", "p", "Fee", new FlatPrice(31m)),
                new RateCard("eu", "p", "Payments in the EU", new PercentagePrice(1m, FixedFee: 0.5m), "payments", ImmutableSortedDictionary<string, string>.Empty.Add("region", "eu")),
                new RateCard("rest", "p", "Payments", new PercentagePrice(2m), "payments"),
                new RateCard("peak", "p", "Peak of the day", new BucketedPrice(BucketSize.Day, new PerUnitPrice(1m)), "peak"),
                new RateCard("disk", "p", "Disk", new TimeWeightedGraduatedPrice([new PriceTier(null, 31m)]) { Proration = ProrationBasis.Seconds }, "disk"),
                new RateCard("calls", "p", "Calls", new PerUnitPrice(1m), "calls"),
            ]),
        ],
    });

    [Fact]
    public void Preview_PlanWithEvents_RatesEachCardByItsOwn()
    {
        var (result, issues) = Rate($$"""
            {"plan":{"key":"p","version":1},{{March}},"usage":[
              {"meter":"payments","group":{"region":"eu"},"events":[{"quantity":100,"time":"2026-03-02T00:00:00Z"},{"quantity":200,"time":"2026-03-03T00:00:00Z"}]},
              {"meter":"payments","group":{"region":"us"},"events":[{"quantity":100,"time":"2026-03-02T00:00:00Z"}]},
              {"meter":"peak","events":[{"quantity":5,"time":"2026-03-02T00:00:00Z"},{"quantity":3,"time":"2026-03-02T12:00:00Z"},{"quantity":4,"time":"2026-03-09T00:00:00Z"}]},
              {"meter":"disk","events":[{"quantity":2,"time":"2026-03-31T12:00:00Z"}]},
              {"meter":"calls","events":[{"quantity":1,"time":"2026-03-31T12:00:00Z"},{"quantity":1,"time":"2026-03-31T13:00:00Z"}]}]}
            """);
        Assert.Empty(issues);
        Assert.Equal(
            ["fee 31.00", "eu 4.00", "rest 2.00", "peak 9.00", "disk 1.00", "calls 2.00"],
            result!.Lines.Select(line => $"{line.RateCard.Key} {line.Amount.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)}"));
        Assert.Equal(49m, result.Total);
    }

    [Fact]
    public void Preview_PlanWithQuantitiesOnly_ChargesEachAsOneEvent()
    {
        var (result, issues) = Rate($$"""{"plan":{"key":"p","version":1},{{March}},"usage":[{"meter":"payments","group":{"region":"eu"},"quantity":100},{"meter":"peak","quantity":5},{"meter":"disk","quantity":2}]}""");
        Assert.Empty(issues);
        Assert.Equal(31m + 1.5m + 5m + 62m, result!.Total);
    }

    [Fact]
    public void Preview_PlanOverPartOfAPeriod_ProratesItsFee()
    {
        var (result, issues) = Rate("""{"plan":{"key":"p","version":1},"coverage":{"periodFrom":"2026-03-01T00:00:00Z","periodTo":"2026-04-01T00:00:00Z","from":"2026-03-21T00:00:00Z","to":"2026-03-31T00:00:00Z"}}""");
        Assert.Empty(issues);
        Assert.Equal(10m, Assert.Single(result!.Lines).Amount);
    }

    [Fact]
    public void Preview_PlanOverAPeriodOfNoCalendar_TriesItsFeeOnce()
    {
        var (result, issues) = Rate("""{"plan":{"key":"p","version":1},"coverage":{"periodFrom":"2026-03-01T00:00:00Z","periodTo":"2026-03-11T00:00:00Z","from":"2026-03-06T00:00:00Z","to":"2026-03-11T00:00:00Z"}}""");
        Assert.Empty(issues);
        Assert.Equal(15.5m, Assert.Single(result!.Lines).Amount);
    }

    [Theory]
    [InlineData("""{"plan":{"key":"p","version":1},"quantities":[1]}""", "usage", "not-for-plan")]
    [InlineData("""{"plan":{"key":"p","version":1},"usage":[null]}""", "usage[0]", "null")]
    [InlineData("""{"plan":{"key":"p","version":1},"usage":[{"meter":"peak","events":[{"quantity":1}]}]}""", "usage[0].events[0].time", "missing")]
    [InlineData("""{"plan":{"key":"p","version":1},"usage":[{"meter":"none","quantity":1}]}""", "usage", "unknown-meter")]
    [InlineData("""{"plan":{"key":"p","version":1},"coverage":{"periodFrom":"2026-03-01T00:00:00Z","periodTo":"2026-03-01T00:00:00Z","from":"2026-03-01T00:00:00Z","to":"2026-03-01T00:00:00Z"}}""", "coverage.periodTo", "out-of-range")]
    [InlineData("""{"plan":{"key":"p","version":1},"coverage":{"periodFrom":"2026-03-01T00:00:00Z","periodTo":"2026-04-01T00:00:00Z","from":"2026-03-02T00:00:00Z","to":"2026-03-02T00:00:00Z"}}""", "coverage.to", "out-of-range")]
    public void Preview_WrongPlanRequest_NamesTheField(string json, string path, string code)
    {
        var (result, issues) = Rate(json);
        Assert.Null(result);
        Assert.True(issues.Any(issue => issue.Path == path && issue.Code == code && issue.Remedy.Length > 0), string.Join('\n', issues));
    }

    [Theory]
    [InlineData("2026-02-28", "2026-03-31", "28.00")]
    [InlineData("2026-01-15", "2026-02-15", "28.00")]
    public void Preview_PlanOverAnotherBillingMonth_FindsItsAnchor(string from, string to, string withoutThreeOfThirtyOneDays)
    {
        var end = DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture).AddDays(-3).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        var (result, issues) = Rate($$$"""{"plan":{"key":"p","version":1},"coverage":{"periodFrom":"{{{from}}}T00:00:00Z","periodTo":"{{{to}}}T00:00:00Z","from":"{{{from}}}T00:00:00Z","to":"{{{end}}}T00:00:00Z"}}""");
        Assert.Empty(issues);
        Assert.Equal(decimal.Parse(withoutThreeOfThirtyOneDays, System.Globalization.CultureInfo.InvariantCulture), result!.Total);
    }

    private static (RatingPreviewResult? Result, ImmutableArray<RevenueFunctions.Validation.ValidationIssue> Issues) Rate(string json) =>
        RatingPreview.Rate(FabricJson.Read<RatingPreviewRequest>(Encoding.UTF8.GetBytes(json)), Catalog);
}
