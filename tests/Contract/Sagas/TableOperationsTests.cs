using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Posting;
using RevenueFunctions.Reconciliation;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>
/// How many requests to Table storage the parts of the fabric make: what docs/capacity.md plans with. A bound that is passed is a change of price
/// and of speed; it is to be meant.
/// </summary>
public sealed class TableOperationsTests : IAsyncLifetime
{
    private const int Meters = 9;
    private static readonly string[] PostingTables = ["lanes", "laneIndex", "ledger", "standingentries"];

    private readonly CountingStore store = new(new MemoryStore());
    private FabricBench bench = null!;
    private long sequence;

    public async ValueTask InitializeAsync()
    {
        bench = await FabricBench.StartAsync(new MemoryStore(), configure: services => services.AddSingleton<ITableStore>(store));
        await bench.LoadAsync(Catalog());
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task Ingest_HubBatchOf256SingleEvents_TakesFewRequests()
    {
        await bench.Get<CatalogReader>().GetCurrentAsync();
        var cold = await CountAsync("a first hub batch of 256 single events of 1 account", () => IngestAsync(Single(256)));
        var warm = await CountAsync("a further hub batch of 256 single events of 1 account", () => IngestAsync(Single(256)));
        var again = sequence;
        await CountAsync("that hub batch delivered again", () => IngestAsync(Single(256), from: again - 256));

        Assert.InRange(cold.Requests, 5, 30);
        Assert.InRange(warm.Requests, 5, 12);
        Assert.InRange(warm.EntitiesWritten, 256, 290);
    }

    [Fact]
    public async Task Ingest_EventsOfManyAccounts_CostsABatchForEach()
    {
        await IngestAsync(Single(256, accounts: 64));

        var warm = await CountAsync("a further hub batch of 256 single events of 64 accounts", () => IngestAsync(Single(256, accounts: 64)));

        Assert.InRange(warm.Requests, 64, 64 + 10);
    }

    [Fact]
    public async Task Ingest_HubEventThatCarries100UsageEvents_CostsAFractionOfARequestForEach()
    {
        await IngestAsync([Batch(100)]);

        var one = await CountAsync("a further hub event with 100 usage events inside", () => IngestAsync([Batch(100)]));
        var many = await CountAsync("a further hub batch of 256 hub events with 100 usage events each", () => IngestAsync([.. Enumerable.Range(0, 256).Select(_ => Batch(100))]));

        Assert.InRange(one.Requests, 4, 10);
        Assert.InRange(many.Requests, 256, 340);
    }

    [Fact]
    public async Task Close_InvoiceOfTenLines_TakesABoundedNumberOfRequests()
    {
        await IngestAsync(Single(500));
        store.Reset();

        await bench.CloseToTheEndAsync();

        var (all, tables) = (store.Total, store.ByTable);
        Assert.Equal(10, (await bench.InvoiceAsync())!.Lines.Length);
        Report("one invoice saga of 10 lines, posting included", all);
        Report("  of these for the posting", Of(tables, PostingTables));
        foreach (var (table, operations) in tables)
        {
            Report($"  in the table {table}", operations);
        }

        Assert.InRange(all.Requests, 50, 200);
        Assert.InRange(Of(tables, PostingTables).Requests, 10, 40);

        var period = await CountAsync("one reconciliation of a billing period (500 records, 10 lines)", async () =>
        {
            var account = (await bench.Get<CatalogReader>().GetCurrentAsync()).Accounts[FabricBench.Account];
            var run = await bench.Get<PeriodReconciliation>().RunAsync(account, BillingCalendar.PeriodOf(account, FabricBench.Period)!, "acme:20261001");
            Assert.True(run.Breaks == 0, Encoding.UTF8.GetString(FabricJson.Bytes((await bench.Get<ReconciliationStore>().BreaksOfAsync(run.Id, 100, null)).Breaks)));
        });
        var entity = await CountAsync("one reconciliation of a legal entity's books (1 invoice)", () => bench.ReconcileEntityAsync());
        Assert.InRange(period.Requests, 10, 80);
        Assert.InRange(entity.Requests, 5, 60);
    }

    [Fact]
    public async Task Post_OneEntry_TakesABoundedNumberOfRequests()
    {
        await PostAsync("invoice:first");

        var queued = await CountAsync("one entry queued", () => QueueAsync("invoice:second"));
        var posted = await CountAsync("one entry posted into the embedded ledger", DrainAsync);

        Assert.InRange(queued.Requests, 3, 10);
        Assert.InRange(posted.Requests, 5, 20);
    }

    private static TableOperations Of(IReadOnlyDictionary<string, TableOperations> tables, string[] names) =>
        tables.Where(one => names.Contains(one.Key)).Aggregate(default(TableOperations), static (sum, one) => sum + one.Value);

    private async Task PostAsync(string key)
    {
        await QueueAsync(key);
        await DrainAsync();
    }

    private Task QueueAsync(string key) => bench.Get<PostingLane>().EnqueueAsync(
        new JournalEntry(key, "de01", new DateOnly(2026, 11, 1), "EUR", key, [new JournalLine("1200", 119m, 0m), new JournalLine("4000", 0m, 100m), new JournalLine("2200", 0m, 19m)]), null);

    private Task DrainAsync() => bench.SettleAsync();

    private async Task<TableOperations> CountAsync(string what, Func<Task> work)
    {
        // A batch comes whenever it comes: what is held in memory for a second may have to be looked at again.
        bench.Clock.Advance(TimeSpan.FromSeconds(2));
        store.Reset();
        await work();
        var counted = store.Total;
        Report(what, counted);
        return counted;
    }

    private static void Report(string what, TableOperations operations) => TestContext.Current.TestOutputHelper!.WriteLine($"{what}: {operations}");

    private Task IngestAsync(IReadOnlyList<string> bodies, long? from = null)
    {
        var first = from ?? sequence;
        sequence = Math.Max(sequence, first + bodies.Count);
        var enqueued = FabricBench.Begin.AddMilliseconds(first);
        var events = bodies.Select((body, at) => new HubEvent(first + at, enqueued.AddMilliseconds(at), Encoding.UTF8.GetBytes(body), "application/cloudevents+json"));
        return bench.Get<UsageIngest>().IngestAsync("0", [.. events]);
    }

    private List<string> Single(int count, int accounts = 1) => [.. Enumerable.Range(0, count).Select(number => Event(number, accounts))];

    private string Batch(int count) => $"[{string.Join(',', Enumerable.Range(0, count).Select(number => Event(number, 1)))}]";

    private int id;

    private string Event(int number, int accounts) => string.Create(CultureInfo.InvariantCulture,
        $$$"""{"specversion":"1.0","source":"/api","id":"{{{id++}}}","type":"used{{{number % Meters}}}","subject":"{{{(number % accounts == 0 ? FabricBench.Account : $"a{number % accounts}")}}}","time":"2026-10-05T10:00:00Z","data":{"amount":10}}""");

    private static CatalogDocuments Catalog()
    {
        var meters = Enumerable.Range(0, Meters).Select(at => new Meter($"m{at}", $"Meter {at}", $"used{at}", MeterAggregation.Sum, "unit", "amount")).ToImmutableArray();
        var plain = FabricBench.Catalog();
        return plain with
        {
            EventTypes = [.. meters.Select(meter => new EventType(meter.EventType))],
            Meters = meters,
            Plans = [plain.Plans[0] with { RateCards = [new RateCard("fee", "platform", "Platform fee", new FlatPrice(10m)), .. meters.Select(meter => new RateCard(meter.Key, "api", meter.Name, new PerUnitPrice(0.01m), meter.Key))] }],
            Accounts = [.. plain.Accounts, .. Enumerable.Range(1, 63).Select(at => plain.Accounts[0] with { Id = $"a{at}", Aliases = [] })],
            Subscriptions = [.. plain.Subscriptions, .. Enumerable.Range(1, 63).Select(at => plain.Subscriptions[0] with { Id = $"sub-a{at}", AccountId = $"a{at}" })],
        };
    }
}
