using System.Diagnostics;
using System.Text;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Benchmarks.Ingest;

/// <summary>From hub events (100 usage events each) to durable, deduplicated usage records, four hub partitions at once; then a period with a million of them is frozen.</summary>
internal sealed class IngestBenchmark : IBenchmark
{
    private const int PerHubEvent = 100;
    private const int HubEventsPerCall = 64;
    private const int Partitions = 4;

    public string Name => "ingest";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var count = run.IsFull ? 5_000_000 : 500_000;
        BenchmarkRun.Say($"{count:N0} usage events of {UsageFixture.Accounts} accounts, {PerHubEvent} in a hub event, {Partitions} hub partitions");
        using var store = SqliteStore.Open(run.NewPath("ingest"));
        var fixture = new UsageFixture(store);
        await IngestAsync(fixture, 0, count / 20, null, cancellationToken);
        var start = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        await IngestAsync(fixture, count, count, null, cancellationToken);
        var rate = count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        var perEvent = (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / count;
        var own = await OwnCostAsync(new NullStore(), count / 5, PerHubEvent, cancellationToken);
        using var tables = new CannedTables();
        var withTables = await OwnCostAsync(tables, count / 5, PerHubEvent, cancellationToken);
        var scattered = await OwnCostAsync(tables, count / 50, 1, cancellationToken);
        var resident = Environment.WorkingSet / 1024d / 1024d;
        return
        [
            new Figure("ingest, hub event to durable record", "events/s", null, rate, Note: "without HTTP and hub; generating the events included"),
            new Figure("  CPU of all threads", "us/event", null, perEvent, LowerIsBetter: true),
            new Figure("  of these, ingest itself", "us/event", null, own, LowerIsBetter: true, Note: "over a store that keeps nothing"),
            new Figure("  with the Table client behind it", "us/event", null, withTables, LowerIsBetter: true, Note: "its requests answered at once, without TLS; of docs/capacity.md"),
            new Figure("  the same, single events", "us/event", null, scattered, LowerIsBetter: true, Note: "nearly each in a batch of its own: 64 in a call, of 60 accounts"),
            new Figure("  resident memory after", "MB", 500, resident, LowerIsBetter: true),
            .. await FreezeAsync(fixture, run.IsFull ? 1_000_000 : 100_000, count * 3L, cancellationToken),
        ];
    }

    private static async Task<double> OwnCostAsync(ITableStore store, int count, int perHubEvent, CancellationToken cancellationToken)
    {
        var fixture = new UsageFixture(store);
        var batches = Enumerable.Range(0, count / (HubEventsPerCall * perHubEvent)).Select(call => Enumerable.Range(0, HubEventsPerCall).Select(at =>
        {
            var hub = ((long)call * HubEventsPerCall) + at;
            var body = perHubEvent == 1 ? Encoding.UTF8.GetBytes(UsageFixture.Event(hub)) : UsageFixture.Batch(hub * perHubEvent, perHubEvent);
            return new HubEvent(hub, UsageFixture.Start, body);
        }).ToList()).ToList();
        await fixture.Ingest.IngestAsync("0", batches[0], cancellationToken);
        var cpu = Environment.CpuUsage.TotalTime;
        foreach (var batch in batches)
        {
            await fixture.Ingest.IngestAsync("0", batch, cancellationToken);
        }

        return (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / (batches.Count * HubEventsPerCall * perHubEvent);
    }

    private static async Task<IReadOnlyList<Figure>> FreezeAsync(UsageFixture fixture, int count, long first, CancellationToken cancellationToken)
    {
        // An account of its own period: the events above lie in the same month, so another month is filled.
        var account = UsageFixture.Catalog.Accounts["account-00"];
        await IngestAsync(fixture, first, count, 0, cancellationToken);
        var period = BillingCalendar.PeriodAt(account, UsageFixture.Start.AddHours(12));
        var start = Stopwatch.GetTimestamp();
        var frozen = (FreezeResult.Frozen)await fixture.Periods.FreezeAsync(account, period, "benchmark", cancellationToken);
        var freeze = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        start = Stopwatch.GetTimestamp();
        await fixture.Periods.FreezeAsync(account, period, "benchmark", cancellationToken);
        var read = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var name = $"{frozen.Usage.EventCount:N0} events";
        return
        [
            new Figure($"freeze a period of {name}", "ms", null, freeze, LowerIsBetter: true, Note: "the exact identity check of every record"),
            new Figure($"  its aggregates, once frozen", "ms", 50, read, LowerIsBetter: true, Note: "roll-ups only"),
        ];
    }

    private static Task IngestAsync(UsageFixture fixture, long first, int count, int? account, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Partitions).Select(partition => Task.Run(
            async () =>
            {
                var calls = count / (Partitions * HubEventsPerCall * PerHubEvent);
                for (var call = 0; call < calls; call++)
                {
                    var batch = new List<HubEvent>(HubEventsPerCall);
                    for (var at = 0; at < HubEventsPerCall; at++)
                    {
                        var number = first + ((((call * (long)HubEventsPerCall) + at) * Partitions) + partition) * PerHubEvent;
                        batch.Add(new HubEvent(number / PerHubEvent, UsageFixture.Start, UsageFixture.Batch(number, PerHubEvent, account)));
                    }

                    await fixture.Ingest.IngestAsync($"{partition}", batch, cancellationToken);
                }
            },
            cancellationToken)));
}
