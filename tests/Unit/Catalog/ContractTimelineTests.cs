using RevenueFunctions.Catalog;
using RevenueFunctions.Tests.Unit.Rating.Contracts;
using static RevenueFunctions.Tests.Unit.Rating.Contracts.ContractSample;

namespace RevenueFunctions.Tests.Unit.Catalog;

/// <summary>What a contract says when, from its subscription and its amendments.</summary>
public class ContractTimelineTests
{
    [Fact]
    public void Of_NoAmendments_IsOneOpenSegment()
    {
        var segment = Assert.Single(ContractTimeline.Of(Subscription(Small), []).Segments);
        Assert.Equal((Begin, null, "small", ContractState.Active), (segment.From, segment.To, segment.PlanKey, segment.State));
        Assert.Equal(1m, segment.QuantityOf("seats"));
    }

    [Fact]
    public void Of_Amendments_CutsWhereEachTakesEffect()
    {
        var timeline = ContractTimeline.Of(Subscription(Small) with { TrialUntil = At("2026-01-20T00:00:00Z") },
        [
            Of("c", "2026-06-01T00:00:00Z", AmendmentKind.Cancel), Seats("s", "2026-02-01T00:00:00Z", 5m), ToPlan("p", "2026-03-01T00:00:00Z", Large),
            Of("r", "2026-05-01T00:00:00Z", AmendmentKind.Resume), Of("q", "2026-04-01T00:00:00Z", AmendmentKind.Pause),
        ]);
        Assert.Equal(
            ["trial small x1", "active small x1", "active small x5", "active large x5", "paused large x5", "active large x5", "ended large x5"],
            timeline.Segments.Select(one => $"{one.State.ToString().ToLowerInvariant()} {one.PlanKey} x{one.QuantityOf("seats"):0}"));
        Assert.Equal(At("2026-06-01T00:00:00Z"), timeline.End);
        Assert.Equal(At("2026-01-20T00:00:00Z"), timeline.FeesFrom);
        Assert.True(timeline.Covers(At("2026-05-31T23:59:59Z")) && !timeline.Covers(At("2026-06-01T00:00:00Z")));
        Assert.Empty(timeline.Contradictions);
        Assert.All(timeline.Segments.Zip(timeline.Segments.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
    }

    [Fact]
    public void Of_TwoAtOneInstant_TheOneRecordedLaterHasTheLastWord()
    {
        Amendment[] both = [Seats("a", "2026-02-01T00:00:00Z", 5m, "2026-03-02T00:00:00Z"), Seats("b", "2026-02-01T00:00:00Z", 7m, "2026-03-01T00:00:00Z")];
        Assert.Equal(5m, ContractTimeline.Of(Subscription(Small), both).At(At("2026-02-01T00:00:00Z")).QuantityOf("seats"));
        Assert.Equal(5m, ContractTimeline.Of(Subscription(Small), both.Reverse()).At(At("2026-02-01T00:00:00Z")).QuantityOf("seats"));
    }

    [Fact]
    public void Of_AfterTheEnd_HasNoEffectAndSaysSo()
    {
        var timeline = ContractTimeline.Of(Subscription(Small), [Of("c", "2026-02-01T00:00:00Z", AmendmentKind.Cancel), Seats("s", "2026-03-01T00:00:00Z", 5m)]);
        Assert.Equal(2, timeline.Segments.Length);
        Assert.Equal(("s", ContractTimeline.AfterItsEnd), (Assert.Single(timeline.Contradictions).Amendment.Id, timeline.Contradictions[0].Code));
    }

    [Fact]
    public void Validate_PlanThatPricesAMeterTwice_IsRefused()
    {
        var usage = new PricePlan("usage", 1, "Usage", "USD", [new RateCard("api", "api", "API", new PerUnitPrice(1m), "requests")]);
        var stored = new CatalogSnapshot(SampleDocuments.All with
        {
            Plans = [.. SampleDocuments.All.Plans, Small, usage],
            Subscriptions = [.. SampleDocuments.All.Subscriptions, new Subscription("s2", "a1", "small", 1, SampleDocuments.Start)],
        });
        var amendment = new Amendment("x", "s2", SampleDocuments.Start.AddDays(9), SampleDocuments.Start, AmendmentKind.Plan, PlanKey: "usage", PlanVersion: 1);
        var outcome = CatalogValidator.Validate(new CatalogDocuments { Amendments = [amendment] }, stored);
        var issue = Assert.Single(Assert.IsType<CatalogOutcome.Invalid>(outcome).Issues);
        Assert.Equal(("amendments[0].planKey", "overlap"), (issue.Path, issue.Code));
    }
}
