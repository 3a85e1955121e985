using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Benchmarks.Rating;

/// <summary>
/// An invoice of ten thousand lines, from frozen usage to the draft: rated with the derivation of each line, discounted by two coupons, taxed line by
/// line, paid from prepaid credit. A hundred contracts with a hundred prices each.
/// </summary>
internal sealed class InvoiceBenchmark : IBenchmark
{
    private const int Contracts = 100;
    private const int Cards = 100;

    public string Name => "invoice";

    public Task<IReadOnlyList<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var documents = Catalog();
        var catalog = new CatalogSnapshot(documents);
        var account = documents.Accounts[0];
        var period = BillingCalendar.PeriodAt(account, new DateTimeOffset(2026, 3, 15, 0, 0, 0, TimeSpan.Zero));
        ImmutableArray<MeteredUsage> usage = [.. from contract in documents.Subscriptions from meter in documents.Meters
            select new MeteredUsage(contract.Id, meter.Key, ImmutableSortedDictionary<string, string>.Empty, (contract.Id.Length * 997) + (meter.Key.Length * 31.5m), 1000, string.Empty)];
        BenchmarkRun.Say($"an invoice of {usage.Length:N0} lines, {(run.IsFull ? 50 : 20)} times");
        var (all, rating, bytes) = (double.MaxValue, double.MaxValue, 0d);
        for (var round = 0; round < (run.IsFull ? 50 : 20); round++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            var rated = (RatingOutcome.Rated)RatingEngine.Rate(catalog, account, period, usage);
            rating = Math.Min(rating, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            var invoice = Compose(catalog, account, period, rated.Lines);
            all = Math.Min(all, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (invoice.Lines.Length != usage.Length || invoice.Total <= 0m)
            {
                throw new InvalidOperationException($"The invoice has {invoice.Lines.Length} lines and comes to {invoice.Total}.");
            }
        }

        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new Figure("an invoice of 10,000 lines, from frozen usage to the draft", "ms", 50, all, LowerIsBetter: true,
                Note: string.Create(CultureInfo.InvariantCulture, $"rated, two coupons, tax by line, credit; the best of its rounds, {bytes / 1e6:0.0} MB allocated")),
            new Figure("  of that, rating its lines", "ms", null, rating, LowerIsBetter: true),
        ]);
    }

    private static Invoice Compose(CatalogSnapshot catalog, Account account, BillingPeriod period, ImmutableArray<RatedLine> rated)
    {
        var entity = catalog.LegalEntities[account.LegalEntityId];
        var lines = InvoiceDrafting.LinesOf(rated);
        var discounted = InvoiceComposition.Discount(new CompositionTerms(entity.Currency, period, Coupons: [.. catalog.Documents.Coupons]), lines);
        var taxed = (TaxOutcome.Taxed)TableTax.Compute(TaxRequest.Of("benchmark", entity.Currency, entity, account, period, discounted.Lines), [.. catalog.Documents.TaxTables]);
        var grant = new CreditGrant("grant", "Credit", 5_000m, entity.Currency, 1, DateTimeOffset.UnixEpoch);
        var composed = InvoiceComposition.Settle(entity.Currency, discounted, taxed, [new CreditBalance(grant, grant.Amount)], period);
        return InvoiceDrafting.Draft(new InvoiceId(account.Id, period.Key), account, composed, 10_000_000, string.Empty);
    }

    private static CatalogDocuments Catalog()
    {
        var cards = Enumerable.Range(0, Cards).Select(at => new RateCard(Key("card", at), Key("product", at % 10), "Usage", PriceOf(at), Key("meter", at)));
        return new CatalogDocuments
        {
            LegalEntities = [new LegalEntity("entity", "Entity", "EUR", "DE", "X")],
            Accounts = [new Account("account", "Account", "entity", "Europe/Berlin", "DE")],
            Meters = [.. Enumerable.Range(0, Cards).Select(at => new Meter(Key("meter", at), "Meter", "type", MeterAggregation.Sum, "unit", "value"))],
            Plans = [new PricePlan("plan", 1, "Plan", "EUR", [.. cards])],
            Subscriptions = [.. Enumerable.Range(0, Contracts).Select(at => new Subscription(Key("contract", at), "account", "plan", 1, DateTimeOffset.UnixEpoch))],
            TaxTables = [new TaxTable("DE", [new TaxRate("standard", "VAT", 0.19m)])],
            Coupons = [new Coupon("first", "Ten per cent", Percent: 10m), new Coupon("second", "A thousand off", Amount: 1_000m, Currency: "EUR")],
        };
    }

    private static Price PriceOf(int at) => (at % 4) switch
    {
        0 => new GraduatedPrice([new PriceTier(100m, 0.07m, 2m), new PriceTier(1000m, 0.065m, 1m), new PriceTier(5000m, 0.06m), new PriceTier(null, 0.055m)]),
        1 => new VolumePrice([new PriceTier(100m, 0.07m, 2m), new PriceTier(1000m, 0.065m, 1m), new PriceTier(null, 0.055m)]),
        2 => new PackagePrice(5m, 100m),
        _ => new PerUnitPrice(0.0123m) { DiscountPercent = 5m, Minimum = 1m },
    };

    private static string Key(string kind, int at) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{at}");
}
