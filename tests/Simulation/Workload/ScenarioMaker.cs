using System.Buffers;
using System.Globalization;
using System.Text.Json;
using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Demo.Workload;
using RevenueFunctions.Local.Engines.EventHub;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>Makes scenarios from seeds.</summary>
internal static class ScenarioMaker
{
    private static readonly DateTimeOffset PeriodStart = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset PeriodEnd = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The scenario of a seed.</summary>
    public static Scenario Make(int seed)
    {
        var chance = new Chance(seed, "workload");
        var catalog = Catalog(chance);
        var facts = Enumerable.Range(0, chance.Between(10, 40)).Select(number => Fact(chance, catalog, number)).ToList();
        return new Scenario(PeriodEnd.AddHours(-3), catalog, facts, [Batches(chance, facts)]);
    }

    private static CatalogDocuments Catalog(Chance chance)
    {
        var accounts = Enumerable.Range(1, chance.Between(2, 4))
            .Select(number => new Account($"acct-{number}", $"Account {number}", "de01", "Etc/UTC", "DE"))
            .ToList();
        return new CatalogDocuments
        {
            LegalEntities = [new LegalEntity("de01", "Acme Cloud GmbH", "EUR", "DE", "DE-")],
            Accounts = [.. accounts],
            EventTypes = [new EventType("tokens.used")],
            Meters = [new Meter("tokens", "Tokens", "tokens.used", MeterAggregation.Sum, "token", "tokens")],
            Plans =
            [
                new PricePlan("scale", 1, "Scale", "EUR",
                    [new RateCard("fee", "platform", "Platform fee", new FlatPrice(10m)), new RateCard("tokens", "api", "Tokens", new PerUnitPrice(0.0137m), "tokens")]),
            ],
            Subscriptions = [.. accounts.Select(account => new Subscription($"sub-{account.Id}", account.Id, "scale", 1, PeriodStart))],
            TaxTables = [new TaxTable("DE", [new TaxRate("standard", "VAT", 0.19m)])],
        };
    }

    private static ScenarioFact Fact(Chance chance, CatalogDocuments catalog, int number)
    {
        var account = chance.Pick(catalog.Accounts);
        var time = PeriodStart.AddMilliseconds(chance.Below((int)(PeriodEnd - PeriodStart).TotalSeconds) * 1000L);
        return new ScenarioFact(account, new UsageFact(
            "tokens.used", "api", string.Create(CultureInfo.InvariantCulture, $"e{number}"), account.Id, time, [new FactField("tokens", chance.Between(1, 5000))]));
    }

    private static List<ProducerBatch> Batches(Chance chance, List<ScenarioFact> facts)
    {
        // A tenth is sent twice.
        var sent = facts.Concat(facts.Where(_ => chance.Percent(10)).ToList()).ToList();
        chance.Shuffle(sent);
        return [.. sent.Chunk(4).Select(chunk => new ProducerBatch(
            chance.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)), [.. chunk.Select(fact => Event(fact.Fact))], null))];
    }

    private static HubEvent Event(UsageFact fact)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            FactJson.WriteCloudEvent(json, fact);
        }

        return new HubEvent(buffer.WrittenMemory.ToArray(), ContentType: "application/cloudevents+json");
    }
}
