using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using RevenueFunctions.Catalog;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Rating;
using RevenueFunctions.Storage;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Tests.Unit.Ingest;

/// <summary>Ingest over a memory store, with a hub that only counts and a catalog that a test may change.</summary>
internal sealed class IngestWorld : IUsageHub
{
    public static readonly DateTimeOffset Start = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<string, long> next = new(StringComparer.Ordinal);

    public IngestWorld(ITableStore? store = null, int shards = 1, MeterAggregation aggregation = MeterAggregation.Sum)
    {
        Store = store ?? new MemoryStore();
        Catalog = new CatalogSnapshot(Documents(shards, aggregation));
        Build();
    }

    public ITableStore Store { get; set; }

    public VirtualClock Clock { get; } = new(Start.AddDays(40));

    public CatalogSnapshot Catalog { get; set; }

    /// <summary>The catalog as it is stored, where another instance changed it a moment ago; without one it is <see cref="Catalog"/>.</summary>
    public CatalogSnapshot? Stored { get; set; }

    public IngestOptions Options { get; } = new();

    /// <summary>What was counted, over all processes.</summary>
    public RecordedMeters Meters { get; } = new();

    public UsageIngest Ingest { get; private set; } = null!;

    public IngestLedger Ledger { get; private set; } = null!;

    public Quarantine Quarantine { get; private set; } = null!;

    public UsagePeriods Periods { get; private set; } = null!;

    public ExceptionStore Exceptions { get; private set; } = null!;

    public Account Acme => Catalog.Accounts["acme"];

    public BillingPeriod October => BillingCalendar.PeriodAt(Acme, Start);

    public BillingPeriod November => BillingCalendar.Next(Acme, October);

    /// <summary>A new process over the same store: nothing is remembered.</summary>
    public void Build()
    {
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        var catalogs = new IngestCatalogs(_ => ValueTask.FromResult(Catalog), _ => Task.FromResult(Stored ?? Catalog));
        var partitions = new UsagePartitions(Store, options);
        Exceptions = new ExceptionStore(Store, Clock);
        Ledger = new IngestLedger(Store, this, new FabricInstruments(Meters));
        var quarantine = new QuarantineStore(Store, Exceptions, Clock);
        var pipeline = new UsagePipeline(Store, partitions, options, Clock);
        var settlement = new Settlement(quarantine, Ledger);
        Ingest = new UsageIngest(pipeline, settlement, Ledger, catalogs, options);
        Quarantine = new Quarantine(Store, quarantine, new QuarantineReplay(Store, quarantine, pipeline, settlement, Ledger, catalogs));
        Periods = new UsagePeriods(Store, partitions, catalogs, quarantine, Ledger, Clock);
    }

    public void ChangeCatalog(Func<CatalogDocuments, CatalogDocuments> change) => Catalog = new CatalogSnapshot(change(Catalog.Documents));

    public ValueTask<IReadOnlyList<HubPartition>> GetPartitionsAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<HubPartition>>([.. next.Select(one => new HubPartition(one.Key, 0, one.Value - 1, Clock.GetUtcNow()))]);

    /// <summary>Enqueues a body: it has a sequence number, and is not ingested yet.</summary>
    public HubEvent Enqueue(string body, string partition = "0", string? contentType = null, IReadOnlyDictionary<string, string>? properties = null) =>
        Enqueue(Encoding.UTF8.GetBytes(body), partition, contentType, properties);

    public HubEvent Enqueue(byte[] body, string partition = "0", string? contentType = null, IReadOnlyDictionary<string, string>? properties = null)
    {
        var sequence = next.GetValueOrDefault(partition);
        next[partition] = sequence + 1;
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        return new HubEvent(sequence, Clock.GetUtcNow(), body, contentType, properties);
    }

    public async Task<HubEvent> SendAsync(string body, string partition = "0")
    {
        var hub = Enqueue(body, partition);
        await Ingest.IngestAsync(partition, [hub]);
        return hub;
    }

    /// <summary>The outcomes in the ledger of one hub event.</summary>
    public async Task<UsageOutcome[]> OutcomesAsync(HubEvent hub, string partition = "0") =>
        [.. (await Ledger.FindAsync(partition, hub.SequenceNumber))!.Events.Select(one => one.Outcome)];

    public static string Event(
        string id = "1", DateTimeOffset? time = null, decimal value = 1m, string subject = "acme-1", string source = "/pods", string type = "api.request",
        string? region = "eu", string? user = null)
    {
        var data = new Dictionary<string, object?> { ["value"] = value };
        if (region is not null)
        {
            data["region"] = region;
        }

        if (user is not null)
        {
            data["user"] = user;
        }

        return JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = source,
            ["type"] = type,
            ["time"] = (time ?? Start.AddHours(1)).ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
            ["subject"] = subject,
            ["data"] = data,
        });
    }

    public static string Batch(IEnumerable<string> events) => $"[{string.Join(',', events)}]";

    public async Task<decimal> QuantityAsync(BillingPeriod period, string meter = "value") =>
        (await Periods.ReadAsync(Acme, period)).Usage.Where(one => one.Meter == meter).Sum(one => one.Quantity);

    public async Task<List<UsageRecord>> RecordsAsync(BillingPeriod period, string account = "acme")
    {
        var (all, cursor) = (new List<UsageRecord>(), (string?)null);
        do
        {
            var (records, more) = await Periods.RecordsAsync(Catalog.Accounts[account], period, new RecordFilter(), 100, cursor);
            all.AddRange(records);
            cursor = more;
        }
        while (cursor is not null);
        return all;
    }

    /// <summary>Conservation closes, the totals equal a recount of every outcome, and each accepted event has exactly one record.</summary>
    public async Task ShouldConserveAsync(params BillingPeriod[] periods)
    {
        var accepted = 0L;
        foreach (var partition in await Ledger.ConservationAsync())
        {
            Assert.True(partition.Closes, partition.ToString());
            Assert.Equal(partition.Enqueued, partition.NotYetSeen + partition.Totals.HubEvents);
            Assert.Equal(partition.Totals, await Ledger.RecountAsync(partition.Partition));
            accepted += partition.Totals.Accepted;
        }

        var records = new List<UsageRecord>();
        foreach (var account in Catalog.Accounts.Keys)
        {
            foreach (var period in periods)
            {
                records.AddRange(await RecordsAsync(period, account));
            }
        }

        Assert.Equal(accepted, records.Count);
        Assert.Equal(records.Count, records.DistinctBy(record => (record.HubPartition, record.SequenceNumber, record.Index)).Count());
    }

    private static CatalogDocuments Documents(int shards, MeterAggregation aggregation) => new()
    {
        LegalEntities = [new LegalEntity("de01", "Acme GmbH", "EUR", "DE", "DE-")],
        Accounts =
        [
            new Account("acme", "Acme", "de01", "UTC", "DE", 1, ["acme-1"], shards),
            new Account("berlin", "Berlin", "de01", "Europe/Berlin", "DE", 15, ["berlin-1"], shards),
            new Account("idle", "No contract", "de01", "UTC", "DE", 1, ["idle-1"]),
        ],
        EventTypes =
        [
            new EventType("api.request"),
            new EventType("strict", JsonDocument.Parse("""{"type":"object","required":["value"],"properties":{"value":{"type":"number","minimum":0}},"additionalProperties":false}""").RootElement),
            new EventType("unmetered"),
            new EventType("unpriced"),
            new EventType("test.traffic", null, "internal-test-traffic"),
        ],
        Meters =
        [
            new Meter("value", "Value", "api.request", aggregation, "GB", aggregation == MeterAggregation.Unique ? "user" : aggregation == MeterAggregation.Count ? null : "value", ["region"]),
            new Meter("strict", "Strict", "strict", MeterAggregation.Sum, "GB", "value", default, new UnitConversion(1m, 3m)),
            new Meter("unpriced", "Unpriced", "unpriced", MeterAggregation.Count, "call"),
        ],
        SourceMappings =
        [
            new SourceMapping(
                "focus", 1, new FieldRule(Constant: "focus"), new FieldRule(Path: "Id"), new FieldRule(Constant: "api.request"),
                new FieldRule(Path: "ChargePeriodStart", As: FieldType.Time), new FieldRule(Template: "{Issuer}-{Sub.Account}"),
                ImmutableSortedDictionary<string, FieldRule>.Empty
                    .Add("value", new FieldRule(Path: "Quantity", As: FieldType.Number, Conversion: new UnitConversion(1000m, 1m)))
                    .Add("region", new FieldRule(Path: "RegionId")),
                new FieldCondition("ChargePeriodStart"),
                [new ExclusionRule("tax-row", new FieldCondition("ChargeCategory", "Tax"))]),
            new SourceMapping(
                "unix", 1, new FieldRule(Constant: "unix"), new FieldRule(Path: "n"), new FieldRule(Constant: "api.request"),
                new FieldRule(Path: "at", As: FieldType.UnixSeconds), new FieldRule(Constant: "acme-1"),
                ImmutableSortedDictionary<string, FieldRule>.Empty.Add("value", new FieldRule(Path: "v", As: FieldType.Number))),
        ],
        Plans =
        [
            new PricePlan("scale", 1, "Scale", "EUR",
            [
                new RateCard("value", "api", "Value", new PerUnitPrice(1m), "value"),
                new RateCard("strict", "api", "Strict", new PerUnitPrice(1m), "strict"),
            ]),
        ],
        Subscriptions =
        [
            new Subscription("sub-1", "acme", "scale", 1, Start.AddYears(-1)),
            new Subscription("sub-2", "berlin", "scale", 1, Start.AddYears(-1)),
        ],
    };
}
