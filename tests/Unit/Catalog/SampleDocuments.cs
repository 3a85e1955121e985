using System.Collections.Immutable;
using System.Text.Json;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Tests.Unit.Catalog;

/// <summary>A small valid catalog that tests vary.</summary>
internal static class SampleDocuments
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static CatalogDocuments All { get; } = new()
    {
        LegalEntities = [new LegalEntity("us01", "Acme, Inc.", "USD", "US-CA", "US-")],
        TaxTables = [new TaxTable("US-CA", [new TaxRate("standard", "Sales tax", 0.1m)])],
        EventTypes = [new EventType("acme.gauge"), new EventType("acme.request")],
        Meters =
        [
            new Meter("peak", "Peak", "acme.gauge", MeterAggregation.Max, "connection", "value", ["region"]),
            new Meter("requests", "Requests", "acme.request", MeterAggregation.Count, "request", GroupBy: ["region", "model"]),
            new Meter("users", "Users", "acme.gauge", MeterAggregation.Unique, "user", "user", ["region"]),
        ],
        SourceMappings = [Mapping(1)],
        Plans = [Plan("scale", new RateCard("requests", "api", "Requests", new PerUnitPrice(0.5m), "requests"))],
        Accounts = [new Account("a1", "One", "us01", "America/New_York", "US-CA", Aliases: ["alpha"])],
        Subscriptions = [new Subscription("s1", "a1", "scale", 1, Start)],
    };

    public static CatalogSnapshot Snapshot { get; } = new(All);

    public static PricePlan Plan(string key, params ImmutableArray<RateCard> cards) => new(key, 1, "Plan", "USD", cards);

    public static RateCard Card(string key, string meter, params (string Dimension, string Value)[] group) => new(
        key, "api", key, new PerUnitPrice(1m), meter, group.ToImmutableSortedDictionary(pair => pair.Dimension, pair => pair.Value));

    public static SourceMapping Mapping(int version) => new(
        "log", version, new FieldRule(Constant: "log"), new FieldRule("id"), new FieldRule(Constant: "acme.request"), new FieldRule("at", As: FieldType.Time),
        new FieldRule(Template: "{customer.id}"), ImmutableSortedDictionary<string, FieldRule>.Empty.Add("region", new FieldRule("region")));

    public static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement.Clone();
}
