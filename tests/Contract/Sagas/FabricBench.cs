using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Catalog;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Functions;
using RevenueFunctions.Functions.Operations;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Ingest;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Ledger;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Hosting;
using RevenueFunctions.Local.Hosting.Functions;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Operations;
using RevenueFunctions.Posting;
using RevenueFunctions.Reconciliation;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>The whole function app on the embedded engines, without HTTP, stepped one work item at a time in virtual time from a seed.</summary>
internal sealed class FabricBench : IAsyncDisposable
{
    public const string Account = "acme";
    public const string Period = "20261001";
    public const string SagaId = "invoice:acme:20261001";

    public static readonly DateTimeOffset Begin = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["UsageHubName"] = "usage", ["UsageHubConsumerGroup"] = "fabric", ["OutboundHubName"] = "outbound", ["PostingQueueName"] = "postings",
        ["PostingSweepSchedule"] = "0 */5 * * * *", ["ClosePeriodsSchedule"] = "0 0 0 1 1 *", ["ReconciliationSchedule"] = "0 0 0 1 1 *",
        ["AccountingSchedule"] = "0 0 * * * *", ["MeasureSchedule"] = "0 0 0 1 1 *",
        ["LocalHubs:usage:Partitions"] = "2",

        [HostJson.DefaultVersionKey] = HostJson.DefaultVersion,
    };

    private static readonly FunctionIndex Index = FunctionIndex.Of(typeof(FabricServices).Assembly);

    private readonly ServiceProvider services;
    private readonly SteppedRun run;
    private long sequence;

    private FabricBench(ILocalStore store, VirtualClock clock, int seed, Action<IServiceCollection>? configure)
    {
        Clock = clock;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings).Build();
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddLocalHost(
            new LocalHostOptions { Clock = clock, Seed = seed }, configuration, Index, store);
        configure?.Invoke(collection);
        services = collection.BuildServiceProvider();
        run = new SteppedRun(services.GetServices<IEngine>(), clock, new Random(seed));
    }

    public VirtualClock Clock { get; }

    public DurableTaskClient Client => services.GetRequiredService<DurableTaskClient>();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public static async Task<FabricBench> StartAsync(
        ILocalStore store, VirtualClock? clock = null, int seed = 1, Action<IServiceCollection>? configure = null)
    {
        var bench = new FabricBench(store, clock ?? new VirtualClock(Begin), seed, configure);
        await bench.run.RecoverAsync();
        return bench;
    }

    /// <summary>Steps until nothing can run now.</summary>
    public Task SettleAsync() => run.SettleAsync();

    /// <summary>Steps one work item; false when nothing can run now.</summary>
    public async Task<bool> StepAsync() => await run.StepAsync() is not null;

    /// <summary>Steps, and lets time pass, until the condition holds.</summary>
    public Task RunUntilAsync(Func<Task<bool>> condition, TimeSpan? atMost = null) => run.RunUntilAsync(condition, atMost ?? TimeSpan.FromDays(3));

    public Task<SagaStart> CloseAsync(bool again = false) => Get<SagaStarter>().StartAsync(Client, Account, Period, again, CancellationToken.None);

    /// <summary>Closes the period and runs until the saga has ended.</summary>
    public async Task<SagaRecord> CloseToTheEndAsync(bool again = false)
    {
        await CloseAsync(again);
        await RunToTheEndAsync();
        return (await Get<SagaJournal>().FindAsync(SagaId))!;
    }

    public Task RunToTheEndAsync() => RunUntilAsync(async () => (await Client.GetInstanceAsync(SagaId))?.IsCompleted == true);

    /// <summary>Starts a process on the store, closes the period and steps until the saga has ended or the store has failed; then the process is gone.</summary>
    public static async Task RunUntilKilledAsync(FaultyStore store, VirtualClock clock, Action<IServiceCollection>? configure = null)
    {
        FabricBench? bench = null;
        try
        {
            bench = await StartAsync(store, clock, configure: configure);
            await bench.CloseAsync();
            while (!store.HasFailed && (await bench.Client.GetInstanceAsync(SagaId))?.IsCompleted != true && await bench.StepAsync())
            {
            }
        }
        catch (StorageUnavailableException) when (store.HasFailed)
        {
            // The process is gone: what it had in memory is forgotten.
        }
        finally
        {
            if (bench is not null)
            {
                await bench.DisposeAsync();
            }
        }
    }

    /// <summary>Runs until the saga asks a person; answers the case.</summary>
    public async Task<ExceptionCase> RunToQuestionAsync()
    {
        ExceptionCase? asked = null;
        await RunUntilAsync(async () => (asked = (await OpenCasesAsync()).FirstOrDefault(one => one.Kind == ExceptionKind.Saga)) is not null);
        return asked!;
    }

    public async Task<IReadOnlyList<ExceptionCase>> OpenCasesAsync() => (await Get<ExceptionStore>().ListAsync(ExceptionState.Open, 1000, null)).Cases;

    public Task<ResolveOutcome> ResolveAsync(string caseId, ResolveAction action) =>
        Get<ExceptionDesk>().ResolveAsync(caseId, action, "In a test.", new RaisingDoorbell(Client), CancellationToken.None);

    public async Task LoadAsync(CatalogDocuments? catalog = null) =>
        Assert.IsType<CatalogOutcome.Stored>(await Get<CatalogWriter>().WriteAsync(catalog ?? Catalog()));

    /// <summary>Ingests usage events of October: ten tokens each, from two regions.</summary>
    public async Task IngestAsync(int count, string prefix = "e")
    {
        var events = Enumerable.Range(0, count).Select(number => new HubEvent(
            sequence++, Clock.GetUtcNow(), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
                $$$"""{"specversion":"1.0","source":"/api","id":"{{{prefix}}}{{{number}}}","type":"tokens.used","subject":"acme","time":"2026-10-{{{1 + (number % 28):D2}}}T10:00:00Z","data":{"tokens":10,"region":"{{{(number % 2 == 0 ? "eu" : "us")}}}"}}""")),
            "application/cloudevents+json"));
        await Get<UsageIngest>().IngestAsync("0", [.. events]);
    }

    public Task<Invoice?> InvoiceAsync(string id = "acme:20261001") => Get<InvoiceStore>().FindAsync(id);

    public async Task<ImmutableArray<ErpDocument>> DocumentsAsync() => (await Get<EmbeddedLedger>().ListAsync("de01", null, 1000, CancellationToken.None)).Documents;

    public async Task<ReconciliationRun> ReconcileEntityAsync() =>
        await Get<EntityReconciliation>().RunAsync((await Get<CatalogReader>().GetCurrentAsync()).LegalEntities["de01"]);

    public ValueTask DisposeAsync() => services.DisposeAsync();

    /// <summary>One legal entity and one account with a metered and a recurring charge.</summary>
    public static CatalogDocuments Catalog(bool taxed = true, bool priced = true, RejectedPostingPolicy onRejected = RejectedPostingPolicy.Block) => new()
    {
        LegalEntities = [new LegalEntity("de01", "Acme Cloud GmbH", "EUR", "DE", "DE-", onRejected)],
        Accounts = [new Account(Account, "Acme", "de01", "Europe/Berlin", "DE")],
        EventTypes = [new EventType("tokens.used")],
        Meters = [new Meter("tokens", "Tokens", "tokens.used", MeterAggregation.Sum, "token", "tokens", ["region"])],
        Plans = [new PricePlan("scale", 1, "Scale", "EUR", Cards(priced))],
        Subscriptions = [new Subscription("sub-1", Account, "scale", 1, new DateTimeOffset(2026, 9, 30, 22, 0, 0, TimeSpan.Zero))],
        TaxTables = taxed ? [new TaxTable("DE", [new TaxRate("standard", "VAT", 0.19m)])] : [],
    };

    // Without a price for the other regions, half of the usage has none.
    private static ImmutableArray<RateCard> Cards(bool priced)
    {
        var tokens = new RateCard("tokens", "api", "Tokens", new PerUnitPrice(0.01m), "tokens");
        return
        [
            new RateCard("fee", "platform", "Platform fee", new FlatPrice(10m)),
            priced ? tokens : tokens with { Group = ImmutableSortedDictionary<string, string>.Empty.Add("region", "eu") },
        ];
    }

    private sealed class RaisingDoorbell(DurableTaskClient client) : ISagaDoorbell
    {
        public Task RingAsync(string sagaId, string eventName, CancellationToken cancellationToken) => client.RaiseEventAsync(sagaId, eventName, null, cancellationToken);
    }
}
