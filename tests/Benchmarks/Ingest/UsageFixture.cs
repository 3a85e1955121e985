using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RevenueFunctions.Catalog;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Ingest;
using RevenueFunctions.Storage;
using RevenueFunctions.Telemetry;
using IMeterFactory = System.Diagnostics.Metrics.IMeterFactory;

namespace RevenueFunctions.Benchmarks.Ingest;

/// <summary>A catalog of 60 accounts and typical usage events of about 300 bytes, with ingest over a store.</summary>
internal sealed class UsageFixture : IUsageHub
{
    public const int Accounts = 60;
    public static readonly DateTimeOffset Start = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    public UsageFixture(ITableStore store)
    {
        var options = Options.Create(new IngestOptions());
        var catalogs = new IngestCatalogs(_ => ValueTask.FromResult(Catalog));
        var partitions = new UsagePartitions(store, options);
        var ledger = new IngestLedger(store, this, new FabricInstruments(Meters));
        var quarantine = new QuarantineStore(store, new ExceptionStore(store, Clock), Clock);
        Ingest = new UsageIngest(new UsagePipeline(store, partitions, options, Clock), new Settlement(quarantine, ledger), ledger, catalogs, options);
        Periods = new UsagePeriods(store, partitions, catalogs, quarantine, ledger, Clock);
    }

    private static IMeterFactory Meters { get; } = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    public static CatalogSnapshot Catalog { get; } = new(new CatalogDocuments
    {
        LegalEntities = [new LegalEntity("de01", "Acme GmbH", "EUR", "DE", "DE-")],
        Accounts = [.. Enumerable.Range(0, Accounts).Select(at => new Account($"account-{at:D2}", $"Account {at}", "de01", "Europe/Berlin", "DE", 1, [$"tenant-{at:D4}"]))],
        EventTypes = [new EventType("com.example.inference", System.Text.Json.JsonDocument.Parse(
            """{"type":"object","required":["tokens","model"],"properties":{"tokens":{"type":"integer","minimum":0},"model":{"type":"string","maxLength":64}}}""").RootElement)],
        Meters = [new Meter("tokens", "Tokens", "com.example.inference", MeterAggregation.Sum, "token", "tokens", ["model"])],
        Plans = [new PricePlan("scale", 1, "Scale", "EUR", [new RateCard("tokens", "inference", "Tokens", new PerUnitPrice(0.000002m), "tokens")])],
        Subscriptions = [.. Enumerable.Range(0, Accounts).Select(at => new Subscription($"subscription-{at:D2}", $"account-{at:D2}", "scale", 1, Start.AddYears(-1)))],
    });

    public UsageIngest Ingest { get; }

    public UsagePeriods Periods { get; }

    private static TimeProvider Clock { get; } = new FixedClock();

    public ValueTask<IReadOnlyList<HubPartition>> GetPartitionsAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<HubPartition>>([]);

    /// <summary>One usage event; its number decides account and model, its time rises with it.</summary>
    public static string Event(long number, int? account = null) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"specversion":"1.0","id":"{{number:D12}}-7f3a","source":"/regions/eu-west/pods/{{number % 16:D3}}","type":"com.example.inference","time":"{{Start.AddMilliseconds(number * 7):yyyy-MM-ddTHH:mm:ss.fff}}Z","subject":"tenant-{{account ?? (number % Accounts):D4}}","datacontenttype":"application/json","data":{"tokens":{{(number % 977) + 1}},"model":"large-{{number % 2}}","latencyMs":12.5,"cached":false} }""");

    /// <summary>A hub event that carries a batch.</summary>
    public static byte[] Batch(long first, int count, int? account = null)
    {
        var body = new StringBuilder("[", count * 330);
        for (var at = 0; at < count; at++)
        {
            body.Append(at == 0 ? string.Empty : ",").Append(Event(first + at, account));
        }

        return Encoding.UTF8.GetBytes(body.Append(']').ToString());
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Start.AddDays(31);
    }
}
