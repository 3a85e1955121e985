using System.Diagnostics;
using RevenueFunctions.Local.Demo;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Benchmarks.Ingest;

/// <summary>From HTTP batch POST to durable, deduplicated usage record; beside the very same rows inserted by plain ADO.NET.</summary>
internal sealed class HttpIngestBenchmark : IBenchmark
{
    private const int PeerRows = 400_000;
    private const int WarmEvents = 20_000;

    public string Name => "http";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var events = run.IsFull ? 2_000_000 : 400_000;
        BenchmarkRun.Say($"{events:N0} usage events over HTTP, then their rows by ADO.NET");
        var path = run.NewPath("ingest");
        var requests = Load.Of(events).ToList();
        double rate, storedRate, processor;
        await using (var host = await HostProcess.StartAsync(path, cancellationToken))
        {
            await WarmAsync(host, cancellationToken);
            var before = host.ProcessorSeconds;
            var start = Stopwatch.GetTimestamp();
            var sender = new UsageSender(host.Http, FabricApi.UsageHub);
            await sender.SendAsync(requests, cancellationToken);
            storedRate = events / Stopwatch.GetElapsedTime(start).TotalSeconds;
            await host.WaitAsync(events + WarmEvents, cancellationToken);
            rate = events / Stopwatch.GetElapsedTime(start).TotalSeconds;
            processor = (host.ProcessorSeconds - before) * 1e6 / events;
        }

        var peer = RawSqlite.InsertRate(run.NewPath("peer"), await RowsAsync(path, cancellationToken));
        return
        [
            new Figure("HTTP batch POST to usage record", "events/s", 200_000, rate, Peer: "ADO.NET insert of the same rows, sorted", PeerMeasured: peer,
                Note: FormattableString.Invariant($"{processor:0.0} µs of processor time an event in the host; the load generator shares the cores.")),
            new Figure("  of that, durable in the hub", "events/s", null, storedRate),
        ];
    }

    private static async Task WarmAsync(HostProcess host, CancellationToken cancellationToken)
    {
        // The same first events as the load, under identities of their own: the code is compiled, no row is shared.
        await new UsageSender(host.Http, FabricApi.UsageHub).SendAsync(Load.Of(WarmEvents, seed: 99), cancellationToken);
        await host.WaitAsync(WarmEvents, cancellationToken);
    }

    private static async Task<IReadOnlyList<TableRow>> RowsAsync(string path, CancellationToken cancellationToken)
    {
        using var store = SqliteStore.Open(path);
        var rows = new List<TableRow>(PeerRows);
        await foreach (var row in store.ScanTableAsync("usage", cancellationToken))
        {
            rows.Add(row);
            if (rows.Count == PeerRows)
            {
                break;
            }
        }

        return rows;
    }
}
