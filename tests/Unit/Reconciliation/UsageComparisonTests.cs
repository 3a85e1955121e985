using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Rating;
using RevenueFunctions.Reconciliation;
using RevenueFunctions.Tests.Unit.Posting;

namespace RevenueFunctions.Tests.Unit.Reconciliation;

/// <summary>Plants each break of usage and expects exactly that one.</summary>
public sealed class UsageComparisonTests
{
    private static readonly ImmutableSortedDictionary<string, string> Eu = ImmutableSortedDictionary<string, string>.Empty.Add("region", "eu");
    private static readonly CatalogSnapshot Catalog = new(new CatalogDocuments
    {
        Meters = [.. Enum.GetValues<MeterAggregation>().Select(aggregation => new Meter(aggregation.ToString(), "m", "t", aggregation, "u", "v"))],
    });

    [Fact]
    public void RollUps_SameFigures_FindNothing() => Assert.Empty(UsageComparison.RollUps(RolledUp(Count(3)), Count(3), Catalog));

    [Fact]
    public void RollUps_FenceCountsMore_IsARecordCountBreak() =>
        Assert.Equal([BreakKind.RecordCount], Kinds(UsageComparison.RollUps(RolledUp(Count(3)) with { EventCount = 4 }, Count(3), Catalog)));

    [Fact]
    public void RollUps_FenceNamesAnotherSet_IsARecordSetBreak() =>
        Assert.Equal([BreakKind.RecordSet], Kinds(UsageComparison.RollUps(RolledUp(Count(3)) with { SetHash = new string('f', 32) }, Count(3), Catalog)));

    [Fact]
    public void RollUps_QuantityCountSetOrSeriesDiffers_IsARollUpBreak()
    {
        var usage = RolledUp(Count(3));
        var one = usage.Usage[0];
        foreach (var wrong in new[] { one with { Quantity = one.Quantity + 0.01m }, one with { EventCount = 2 }, one with { SetHash = new string('f', 32) } })
        {
            Assert.Equal([BreakKind.RollUp], Kinds(UsageComparison.RollUps(usage with { Usage = [wrong] }, Count(3), Catalog)));
        }

        Assert.Equal([BreakKind.RollUp], Kinds(UsageComparison.RollUps(usage with { Usage = [] }, Count(3), Catalog)));
        Assert.Equal([BreakKind.RollUp], Kinds(UsageComparison.RollUps(usage with { Usage = [one, one with { Meter = "Max" }] }, Count(3), Catalog)));
    }

    [Fact]
    public void Count_OtherOrder_GivesTheSameSet()
    {
        var forward = new CountedUsage();
        var backward = new CountedUsage();
        var records = Enumerable.Range(0, 5).Select(number => Record(number)).ToList();
        records.ForEach(forward.Add);
        records.Reverse();
        records.ForEach(backward.Add);

        Assert.Equal(forward.SetHash, backward.SetHash);
        Assert.NotEqual(forward.SetHash, Count(4).SetHash);
    }

    [Theory]
    [InlineData(MeterAggregation.Sum, "6")]
    [InlineData(MeterAggregation.Min, "1")]
    [InlineData(MeterAggregation.Max, "3")]
    [InlineData(MeterAggregation.Latest, "3")]
    [InlineData(MeterAggregation.Average, "2")]
    [InlineData(MeterAggregation.Unique, "2")]
    public void Count_ByTheMetersRule_GivesTheQuantityOfTheRollUp(MeterAggregation aggregation, string quantity)
    {
        var counted = new CountedUsage();
        for (var number = 1; number <= 3; number++)
        {
            counted.Add(Record(number, aggregation.ToString(), number, number < 3 ? "a" : "b"));
        }

        var usage = RolledUp(counted, aggregation.ToString(), decimal.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Empty(UsageComparison.RollUps(usage, counted, Catalog));
        Assert.NotEmpty(UsageComparison.RollUps(usage with { Usage = [usage.Usage[0] with { Quantity = 99m }] }, counted, Catalog));
    }

    [Fact]
    public void Lines_EachUsageOnOneLine_FindNothing()
    {
        var usage = RolledUp(Count(3));

        Assert.Empty(UsageComparison.Lines(usage, Invoice(usage, usage.Usage)));
    }

    [Fact]
    public void Lines_PlantedDifferences_AreFoundOneByOne()
    {
        var usage = RolledUp(Count(3));
        var one = usage.Usage[0];

        Assert.Equal([BreakKind.UsageMissing], Kinds(UsageComparison.Lines(usage, Invoice(usage, []))));
        Assert.Equal([BreakKind.UsageMissing], Kinds(UsageComparison.Lines(usage, null)));
        Assert.Equal([BreakKind.UsageDuplicate], Kinds(UsageComparison.Lines(usage, Invoice(usage, [one, one]))));
        Assert.Equal([BreakKind.UsageUnknown], Kinds(UsageComparison.Lines(usage, Invoice(usage, [one, one with { Meter = "Max" }]))));
        Assert.Equal([BreakKind.UsageFigures], Kinds(UsageComparison.Lines(usage, Invoice(usage, [one with { Quantity = 99m }]))));
        Assert.Equal([BreakKind.InvoiceSet], Kinds(UsageComparison.Lines(usage, Invoice(usage, [one]) with { UsageEventCount = 2 })));
        Assert.Equal([BreakKind.InvoiceSet], Kinds(UsageComparison.Lines(usage, Invoice(usage, [one]) with { UsageSetHash = new string('f', 32) })));
    }

    private static Invoice Invoice(PeriodUsage usage, ImmutableArray<MeteredUsage> covered) =>
        JournalEntriesTests.Invoice([("api", 1m)], 0m, covered) with { UsageEventCount = usage.EventCount, UsageSetHash = usage.SetHash };

    private static CountedUsage Count(int records)
    {
        var counted = new CountedUsage();
        for (var number = 0; number < records; number++)
        {
            counted.Add(Record(number));
        }

        return counted;
    }

    private static PeriodUsage RolledUp(CountedUsage counted, string meter = "Sum", decimal? quantity = null) => new(
        "acme", "20261001", FenceState.Frozen, counted.EventCount, counted.SetHash,
        [new MeteredUsage("sub-1", meter, Eu, quantity ?? counted.EventCount * 2m, counted.EventCount, counted.SetHash)], "saga");

    private static UsageRecord Record(int number, string meter = "Sum", decimal quantity = 2m, string? text = null) => new(
        "/api", $"e{number}", "t", new DateTimeOffset(2026, 10, 2, 0, 0, number, TimeSpan.Zero), "acme", "20261001", "0", number, 0,
        new DateTimeOffset(2026, 10, 2, 0, 0, number, TimeSpan.Zero), number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture),
        [new UsageMeasure("sub-1", meter, Eu, quantity, text)]);

    private static IEnumerable<BreakKind> Kinds(IEnumerable<ReconciliationBreak> found) => found.Select(one => one.Kind);
}
