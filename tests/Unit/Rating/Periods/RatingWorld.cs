using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Rating;
using RevenueFunctions.Tests.Unit.Ingest;

namespace RevenueFunctions.Tests.Unit.Rating.Periods;

/// <summary>One account with one price over real ingest, invoices and rating; October can be billed, what comes then is late.</summary>
internal sealed class RatingWorld
{
    private readonly IngestWorld ingest;
    private readonly InvoiceStore invoices;
    private readonly CreditNotes notes;
    private readonly BilledLines billed;

    public RatingWorld(Price price, LateUsagePolicy policy, MeterAggregation aggregation = MeterAggregation.Sum)
    {
        ingest = new IngestWorld(aggregation: aggregation);
        ingest.ChangeCatalog(catalog => catalog with { Accounts = [.. catalog.Accounts.Select(account => account with { LateUsage = policy })] });
        Price(price);
        invoices = new InvoiceStore(ingest.Store, new DocumentNumbers(ingest.Store, ingest.Clock));
        notes = new CreditNotes(ingest.Store, new DocumentNumbers(ingest.Store, ingest.Clock));
        billed = new BilledLines(invoices, notes);
    }

    public BillingPeriod October => ingest.October;

    public BillingPeriod November => ingest.November;

    public BillingPeriod December => BillingCalendar.Next(ingest.Acme, ingest.November);

    /// <summary>What a line is, what it charges, what it corrects.</summary>
    public static (LineKind Kind, decimal Amount, string? Corrected) Figures(RatedLine line) => (line.Kind, line.Amount, line.CorrectedPeriod);

    public static string Key(MeteredUsage usage) => UsageKey.Of(usage);

    /// <summary>Sets the price of the one meter.</summary>
    public void Price(Price price) => ingest.ChangeCatalog(catalog => catalog with
    {
        Plans = [catalog.Plans[0] with { RateCards = [new RateCard("value", "api", "Value", price, "value")] }],
    });

    /// <summary>Puts the contract on another price, from an instant on.</summary>
    public void ChangePrice(Price price, DateTimeOffset from) => ingest.ChangeCatalog(catalog => catalog with
    {
        Plans = [.. catalog.Plans, catalog.Plans[0] with { Version = 2, RateCards = [new RateCard("value", "api", "Value", price, "value")] }],
        Amendments = [new Amendment("a-1", "sub-1", from, from, AmendmentKind.Plan, PlanKey: "scale", PlanVersion: 2)],
    });

    /// <summary>Lets the contract begin with a trial.</summary>
    public void TryUntil(DateTimeOffset until) => ingest.ChangeCatalog(catalog => catalog with
    {
        Subscriptions = [.. catalog.Subscriptions.Select(one => one with { TrialUntil = until })],
    });

    /// <summary>Uses something in October; once October is billed, that is late.</summary>
    public Task UseAsync(string id, decimal value, string region = "eu", int hours = 1) =>
        ingest.SendAsync(IngestWorld.Event(id, IngestWorld.Start.AddHours(hours), value, region: region, user: id));

    public Task UseInNovemberAsync(string id, decimal value, string region = "eu", int day = 0) =>
        ingest.SendAsync(IngestWorld.Event(id, November.Start.AddDays(day).AddHours(1), value, region: region, user: id));

    public async Task FreezeAsync(BillingPeriod period) =>
        Assert.IsType<FreezeResult.Frozen>(await ingest.Periods.FreezeAsync(ingest.Acme, period, period.Key));

    /// <summary>Freezes the period, issues its invoice where there is anything to charge, and marks the usage as billed.</summary>
    public async Task BillAsync(BillingPeriod period)
    {
        await FreezeAsync(period);
        var rated = await RateAsync(period);
        var lines = InvoiceDrafting.LinesOf(Assert.IsType<RatingOutcome.Rated>(rated.Outcome).Lines);
        if (!lines.IsEmpty)
        {
            var id = (await invoices.CurrentRevisionAsync(ingest.Acme.Id, period.Key)).Id;
            var composed = new ComposedInvoice("EUR", lines, [], [], [], [], []);
            await invoices.SaveDraftAsync(InvoiceDrafting.Draft(id, ingest.Acme, composed, rated.Usage.EventCount, rated.Usage.SetHash));
            await invoices.IssueAsync(id.ToString(), "DE-");
        }

        Assert.Equal(FenceChange.Done, await ingest.Periods.MarkInvoicedAsync(ingest.Acme, period, period.Key, string.Create(CultureInfo.InvariantCulture, $"invoice {period.Key}")));
    }

    /// <summary>Credits a part of the first line of the period's invoice.</summary>
    public async Task CreditAsync(BillingPeriod period, decimal amount) => Assert.IsType<CreditNoteOutcome.Issued>(await notes.CreditAsync(
        $"{ingest.Acme.Id}:{period.Key}", new CreditCommand("goodwill", new CreditScope.ByLine([new LineCredit(1, amount)]), "Goodwill.", false, "hash"), "DE-"));

    public Task<RatedPeriod> RateAsync(BillingPeriod period) => Rating().RateAsync(ingest.Catalog, ingest.Acme, period);

    public async Task<IReadOnlyList<RatedLine>> LinesAsync(BillingPeriod period) => Assert.IsType<RatingOutcome.Rated>((await RateAsync(period)).Outcome).Lines;

    public Task<ReratingOutcome> RerateAsync(BillingPeriod period) => new Rerating(Rating(), billed).RunAsync(ingest.Catalog, ingest.Acme, period);

    private PeriodRating Rating() => new(ingest.Periods, new PeriodInputs(ingest.Periods), billed);
}
