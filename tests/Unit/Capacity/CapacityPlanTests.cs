using RevenueFunctions.Local.Capacity;

namespace RevenueFunctions.Tests.Unit.Capacity;

public class CapacityPlanTests
{
    private static readonly double[] Rates = [10, 1_000, 10_000, 100_000, 1_000_000];

    [Fact]
    public void Page_InTheDocs_SaysWhatThePlanSaysNow()
    {
        var page = File.ReadAllText(Repository.Path("docs/capacity.md"));
        var now = CapacityPage.WithTables(page);
        var (kept, made) = (page.Split('\n'), now.Split('\n'));
        var line = Enumerable.Range(0, Math.Min(kept.Length, made.Length)).FirstOrDefault(at => kept[at] != made[at], Math.Min(kept.Length, made.Length));
        Assert.True(
            page == now,
            $"docs/capacity.md, line {line + 1}: the plan says\n{made.ElementAtOrDefault(line)}\nand the page\n{kept.ElementAtOrDefault(line)}\nRun: dotnet run --project local -- capacity --page docs/capacity.md");
    }

    [Fact]
    public void For_OneUsageEventAHubEvent_NeedsAThroughputUnitForEachThousand()
    {
        var plan = CapacityPlan.For(new CapacityInputs(4_000) { PeakFactor = 2 });
        Assert.Equal(8, plan.Hub.Throughput);
        Assert.True(plan.Hub.Partitions >= plan.Hub.Throughput, $"{plan.Hub}: a partition is guaranteed one unit.");
    }

    [Fact]
    public void For_LargeEvents_CountsBytesNotEvents() =>
        Assert.Equal(12, CapacityPlan.For(new CapacityInputs(1_000) { EventBytes = 6_000, PeakFactor = 2 }).Hub.Throughput);

    [Fact]
    public void For_AMillionSingleEvents_SaysWhatIsNeededInstead()
    {
        var plan = CapacityPlan.For(new CapacityInputs(1_000_000));
        Assert.Equal(HubTier.Premium, plan.Hub.Tier);
        Assert.True(plan.Hub.Cells > 1, $"{plan.Hub}");
        Assert.Contains(plan.Remarks, remark => remark.Contains("batches", StringComparison.Ordinal));
        Assert.Contains(plan.Remarks, remark => remark.Contains("cells", StringComparison.Ordinal));
        Assert.Contains(plan.Remarks, remark => remark.Contains("shards", StringComparison.Ordinal));
    }

    [Fact]
    public void For_TooFewPartitions_NamesHowManyAreNeeded() =>
        Assert.Contains(CapacityPlan.For(new CapacityInputs(10_000) { Partitions = 4 }).Remarks, remark => remark.Contains("4 partitions are too few", StringComparison.Ordinal));

    [Fact]
    public void For_EveryRate_StaysWithinThePublishedLimits()
    {
        foreach (var inputs in Rates.SelectMany(rate => new[] { 1, 100, 1_000 }.Select(batch => new CapacityInputs(rate) { EventsPerHubEvent = batch })))
        {
            var plan = CapacityPlan.For(inputs);
            Assert.True(plan.PeakEntities <= plan.DataAccounts * (double)PublishedFigures.AccountEntities.Value, $"{plan}");
            Assert.True(plan.Hub.Partitions <= (plan.Hub.Tier == HubTier.Standard ? PublishedFigures.StandardPartitions : PublishedFigures.PremiumPartitions).Value, $"{plan}");
            Assert.True(plan.Hub.Tier == HubTier.Premium || plan.Hub.Throughput <= PublishedFigures.StandardUnits.Value, $"{plan}");
            Assert.True(plan.Hub.Processing <= plan.Hub.Cells * PublishedFigures.PremiumUnits.Value, $"{plan}");
            Assert.True(plan.Call.HubEvents <= MeasuredFigures.TriggerHubEvents, $"{plan}");
            Assert.True(plan.Instances <= plan.Hub.Partitions * plan.Hub.Cells, $"{plan}: an instance without a partition has nothing to do.");
            Assert.True(inputs.AtPeak().EventsPerSecond <= plan.Hub.PartitionEvents * plan.Hub.Partitions * plan.Hub.Cells, $"{plan}: the partitions do not keep up.");
        }
    }

    [Fact]
    public void For_TheSameUsageInBatches_CostsLess()
    {
        foreach (var rate in Rates)
        {
            var (single, batched) = (CapacityPlan.For(new CapacityInputs(rate)), CapacityPlan.For(new CapacityInputs(rate) { EventsPerHubEvent = 100 }));
            Assert.True(batched.Cost < single.Cost, $"{rate} a second: {batched.Cost} in batches, {single.Cost} without");
            Assert.True(batched.Operations < single.Operations, $"{rate} a second: {batched.Operations} table operations in batches, {single.Operations} without");
        }
    }

    [Fact]
    public void Costs_Together_AreTheSumOfTheirLines()
    {
        var plan = CapacityPlan.For(new CapacityInputs(1_000));
        Assert.Equal(plan.Costs.Sum(line => line.Usd), plan.Cost);
        Assert.Equal(plan.Cost, Math.Round(plan.CostPerMillion * (decimal)(plan.EventsPerMonth / 1e6), 6), 4);
    }

    [Fact]
    public void Figures_Published_EachHaveASourceAndADate() =>
        Assert.All(PublishedFigures.All, figure => Assert.True(figure is { Value: > 0, Unit.Length: > 0, Source.Length: > 0, Seen.Length: >= 4 }, $"{figure}"));
}
