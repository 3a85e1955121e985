using System.Text.Json;
using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Demo.Focus;
using RevenueFunctions.Local.Demo.Oracle;
using RevenueFunctions.Local.Demo.Workload;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>The demo's events and its oracle, before any of them meets the fabric.</summary>
public sealed class When_a_workload_is_generated
{
    private readonly SampleCatalog catalog = SampleCatalog.Read();

    [Fact]
    public void Should_read_a_catalog_of_three_entities_in_three_currencies_with_every_model()
    {
        var documents = catalog.Documents;

        Assert.Equal(3, documents.LegalEntities.Select(entity => entity.Currency).Distinct().Count());
        Assert.True(documents.Accounts.Length >= 60);
        Assert.True(documents.Meters.Length >= 6);
        Assert.Equal(Enum.GetValues<MeterAggregation>().Length, documents.Meters.Select(meter => meter.Aggregation).Append(MeterAggregation.Latest).Distinct().Count());
        var models = documents.Plans.SelectMany(plan => plan.RateCards).Select(card => card.Price.GetType()).Distinct();
        Assert.Equal(7, models.Count());
    }

    [Fact]
    public void Should_send_exactly_as_many_events_as_it_was_asked_to()
    {
        var (oracle, workload) = Workload(events: 20_000, seed: 3);

        var sent = workload.MainWave().Sum(request => request.Events) + workload.ConflictWave().Sum(request => request.Events) + workload.LateWave().Sum(request => request.Events);

        Assert.Equal(20_000, sent);
        Assert.Equal(20_000, oracle.TotalCount);
        Assert.True(oracle.QuarantinedBy(QuarantineCause.Conflict) > 0 && oracle.QuarantinedBy(QuarantineCause.Unmapped) > 0 && oracle.QuarantinedBy(QuarantineCause.Malformed) > 0);
    }

    [Fact]
    public void Should_send_the_same_bytes_for_the_same_seed()
    {
        var (_, first) = Workload(events: 3_000, seed: 7);
        var (_, second) = Workload(events: 3_000, seed: 7);

        Assert.All(first.MainWave().Zip(second.MainWave()), pair => Assert.True(pair.First.Body.Span.SequenceEqual(pair.Second.Body.Span)));
    }

    [Fact]
    public void Should_use_every_shape_on_the_wire()
    {
        var (_, workload) = Workload(events: 20_000, seed: 1);

        Assert.Equal(Enum.GetValues<WireShape>(), workload.MainWave().Select(request => request.Shape).Distinct().Order());
    }

    [Fact]
    public void Should_send_batches_that_are_json_of_as_many_elements_as_it_says()
    {
        var (_, workload) = Workload(events: 5_000, seed: 2);

        Assert.All(workload.MainWave().Where(request => request.Shape == WireShape.CloudEventBatch), request =>
            Assert.Equal(request.Events, JsonDocument.Parse(request.Body).RootElement.GetArrayLength()));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 100)]
    [InlineData(11, 105)]
    [InlineData(25, 153)]
    public void Should_price_graduated_tiers_band_by_band(int quantity, int amount)
    {
        var price = new GraduatedPrice([new PriceTier(10m, 10m), new PriceTier(20m, 5m), new PriceTier(null, 0.6m)], FirstFlatFeeAtZero: false);

        Assert.Equal(amount, OraclePrices.Of(price, quantity));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(500, 0)]
    [InlineData(501, 3)]
    [InlineData(1500, 3)]
    [InlineData(1501, 6)]
    public void Should_price_begun_packages_after_the_free_units(int quantity, int amount)
    {
        Assert.Equal(amount, OraclePrices.Of(new PackagePrice(3m, 1000m, 500m), quantity));
    }

    [Fact]
    public void Should_weigh_a_gauge_by_the_time_until_the_next_value()
    {
        var start = new DateTimeOffset(2025, 9, 1, 0, 0, 0, TimeSpan.Zero);
        var quantity = new OracleQuantity(MeterAggregation.TimeWeighted);
        quantity.Add(20m, null, start.AddDays(20), "b");
        quantity.Add(10m, null, start.AddDays(10), "a");

        Assert.Equal(10m, quantity.Over(start, start.AddDays(30)));
    }

    [Fact]
    public void Should_read_a_focus_file_with_corrections_and_rows_without_a_price()
    {
        var book = new FocusBook(FocusFile.Read(Repository.Path("samples", "focus", "nimbus-2025-09.csv")));

        Assert.Equal(2, book.Sales.Count(sale => !sale.IsBillable));
        Assert.Contains(book.Sales, sale => sale.Quantity < 0);
        Assert.Equal(2, book.Accounts.Count(account => account.SubAccountId == "700300"));
        Assert.All(FocusTotals.Of(book), totals => Assert.True(Math.Abs(totals.Rounded - totals.Exact) <= totals.Bound));
    }

    private (UsageOracle Oracle, UsageWorkload Workload) Workload(int events, int seed)
    {
        var oracle = new UsageOracle(catalog.Documents);
        return (oracle, new UsageWorkload(new Traffic(catalog.Documents, 2025, 9), oracle, events, seed));
    }
}
