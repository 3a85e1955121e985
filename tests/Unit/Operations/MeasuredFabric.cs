using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Operations;
using RevenueFunctions.Posting;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;
using IMeterFactory = System.Diagnostics.Metrics.IMeterFactory;

namespace RevenueFunctions.Tests.Unit.Operations;

/// <summary>The whole business over a memory store, with a hub that only counts, to be measured.</summary>
internal sealed class MeasuredFabric : IUsageHub, IPostingDoorbell, IOutboundEvents, ISagaDoorbell, IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 1, 2, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider services;
    private readonly Dictionary<string, (long Last, DateTimeOffset At)> hub = new(StringComparer.Ordinal) { ["0"] = (-1, default), ["1"] = (-1, default) };

    private MeasuredFabric(Dictionary<string, string?> settings)
    {
        Store = new CountingStore(new MemoryStore());
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<ITableStore>(Store)
            .AddSingleton<IUsageHub>(this)
            .AddSingleton<IPostingDoorbell>(this)
            .AddSingleton<IOutboundEvents>(this)
            .AddFabric(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSingleton<IMeterFactory>(Meters)
            .BuildServiceProvider();
    }

    public VirtualClock Clock { get; } = new(Start);

    public CountingStore Store { get; }

    /// <summary>What asking the hub ends in.</summary>
    public Exception? HubFailure { get; set; }

    public RecordedMeters Meters { get; } = new();

    public static async Task<MeasuredFabric> StartAsync(int accounts = 1, params (string Name, string Value)[] settings)
    {
        var fabric = new MeasuredFabric(settings.ToDictionary(one => one.Name, one => (string?)one.Value, StringComparer.Ordinal));
        Assert.IsType<CatalogOutcome.Stored>(await fabric.Get<CatalogWriter>().WriteAsync(Catalog(accounts)));
        return fabric;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public Task<FabricMetrics> MeasureAsync() => Get<FabricMeasurement>().MeasureAsync();

    /// <summary>What the timer does.</summary>
    public async Task PublishAsync() => Get<PublishedMetrics>().Publish(await Get<FabricMeasurement>().MeasureAndNoteAsync());

    /// <summary>Enqueues usage events of a subject; they are not ingested yet.</summary>
    public HubEvent[] Enqueue(int count, string subject = "acme-0", string partition = "0", string prefix = "e")
    {
        var first = hub[partition].Last + 1;
        hub[partition] = (first + count - 1, Clock.GetUtcNow());
        return
        [
            .. Enumerable.Range(0, count).Select(at => new HubEvent(first + at, Clock.GetUtcNow(), Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $$$"""{"specversion":"1.0","source":"/api","id":"{{{prefix}}}{{{first + at}}}","type":"tokens.used","subject":"{{{subject}}}","time":"2026-10-15T10:00:00Z","data":{"tokens":10}}""")))),
        ];
    }

    public Task IngestAsync(IReadOnlyList<HubEvent> events, string partition = "0") => Get<UsageIngest>().IngestAsync(partition, events);

    public ValueTask<IReadOnlyList<HubPartition>> GetPartitionsAsync(CancellationToken cancellationToken = default) => HubFailure is { } failure ? throw failure : ValueTask.FromResult<IReadOnlyList<HubPartition>>(
        [.. hub.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new HubPartition(one.Key, 0, one.Value.Last, one.Value.Last < 0 ? null : one.Value.At))]);

    public ValueTask RingAsync(string legalEntityId, string messageId, string? correlationId, DateTimeOffset? notBefore, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public Task PublishAsync(OutboundEvent outbound, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task RingAsync(string sagaId, string eventName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<DrainResult> DrainAsync() => Get<PostingLaneWorker>().DrainAsync("de01", $"worker-{Clock.GetUtcNow():O}", this, CancellationToken.None);

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static CatalogDocuments Catalog(int accounts) => new()
    {
        LegalEntities = [new LegalEntity("de01", "Acme Cloud GmbH", "EUR", "DE", "DE-"), new LegalEntity("us01", "Acme Cloud Inc.", "USD", "US", "US-")],
        Accounts = [.. Enumerable.Range(0, accounts).Select(at => new Account($"acme-{at}", $"Acme {at}", "de01", "UTC", "DE"))],
        EventTypes = [new EventType("tokens.used")],
        Meters = [new Meter("tokens", "Tokens", "tokens.used", MeterAggregation.Sum, "token", "tokens")],
        Plans = [new PricePlan("scale", 1, "Scale", "EUR", [new RateCard("tokens", "api", "Tokens", new PerUnitPrice(0.01m), "tokens")])],
        Subscriptions = [.. Enumerable.Range(0, accounts).Select(at => new Subscription($"sub-{at}", $"acme-{at}", "scale", 1, new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero)))],
        TaxTables = [new TaxTable("DE", [new TaxRate("standard", "VAT", 0.19m)]), new TaxTable("US", [new TaxRate("standard", "Tax", 0m)])],
    };

    /// <summary>Counts what is asked of a store.</summary>
    internal sealed class CountingStore(ITableStore inner) : ITableStore
    {
        private int reads;
        private int commits;

        public int Reads => reads;

        public int Commits => commits;

        public void Reset() => (reads, commits) = (0, 0);

        public ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref reads);
            return inner.GetAsync(table, partition, row, cancellationToken);
        }

        public ValueTask<IReadOnlyList<TableRow>> GetManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken = default)
        {
            Interlocked.Add(ref reads, rows.Count);
            return inner.GetManyAsync(table, partition, rows, cancellationToken);
        }

        public ValueTask<TablePage> QueryAsync(
            string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref reads);
            return inner.QueryAsync(table, partition, range, limit, continuation, cancellationToken);
        }

        public ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref commits);
            return inner.CommitAsync(batch, cancellationToken);
        }
    }
}
