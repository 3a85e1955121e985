using System.Globalization;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Tests.Unit.Rating.Contracts;

/// <summary>One account with one contract, and plans with every kind of fee.</summary>
internal static class ContractSample
{
    public static readonly LegalEntity Entity = new("us01", "US", "USD", "US-CA", "US-");
    public static readonly DateTimeOffset Begin = At("2026-01-10T00:00:00Z");

    public static readonly PricePlan Small = new("small", 1, "Small", "USD",
    [
        new RateCard("fee", "platform", "Platform", new FlatPrice(30m, ChargeTiming.InAdvance)),
        new RateCard("support", "support", "Support", new FlatPrice(31m)),
        new RateCard("seats", "seats", "Seats", new PerUnitPrice(10m) { Proration = ProrationBasis.DaysEndInclusive }, Fee: new FeeTerms(Timing: ChargeTiming.InAdvance)),
    ]);

    public static readonly PricePlan Large = new("large", 1, "Large", "USD",
    [
        new RateCard("fee", "platform", "Platform", new FlatPrice(90m, ChargeTiming.InAdvance) { Proration = ProrationBasis.Seconds }),
        new RateCard("seats", "seats", "Seats", new GraduatedPrice([new PriceTier(5m, 9m), new PriceTier(null, 7m)]) { Proration = ProrationBasis.Fixed30 }, Fee: new FeeTerms(Timing: ChargeTiming.InAdvance)),
        new RateCard("quarter", "premium", "Premium", new FlatPrice(100m), Fee: new FeeTerms(FeeInterval.Quarter)),
        new RateCard("setup", "setup", "Set-up", new FlatPrice(250m), Fee: new FeeTerms(FeeInterval.Once)),
    ]);

    public static readonly PricePlan Yearly = new("yearly", 1, "Yearly", "USD",
        [new RateCard("year", "platform", "Platform", new FlatPrice(2399.95m), Fee: new FeeTerms(FeeInterval.Year, ChargeTiming.InAdvance))]);

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static Account Account(string timeZone = "Etc/UTC", int anchorDay = 1) => new("a1", "One", "us01", timeZone, "US-CA", anchorDay);

    public static Subscription Subscription(PricePlan plan, DateTimeOffset? from = null) => new("s1", "a1", plan.Key, plan.Version, from ?? Begin);

    public static CatalogSnapshot Catalog(Account account, Subscription subscription, params IEnumerable<Amendment> amendments) => new(new CatalogDocuments
    {
        LegalEntities = [Entity],
        Accounts = [account],
        Plans = [Small, Large, Yearly],
        Subscriptions = [subscription],
        Amendments = [.. amendments],
    });

    public static Amendment Seats(string id, string at, decimal seats, string? recorded = null) =>
        Of(id, at, AmendmentKind.Quantity, recorded) with { RateCard = "seats", Quantity = seats };

    public static Amendment ToPlan(string id, string at, PricePlan plan, string? recorded = null) =>
        Of(id, at, AmendmentKind.Plan, recorded) with { PlanKey = plan.Key, PlanVersion = plan.Version };

    public static Amendment Of(string id, string at, AmendmentKind kind, string? recorded = null) => new(id, "s1", At(at), At(recorded ?? at), kind);
}
