using System.Diagnostics;
using RevenueFunctions.Local.Demo;

namespace RevenueFunctions.Benchmarks.Ingest;

/// <summary>The most memory the host has resident while it takes in millions of events.</summary>
internal sealed class MemoryBenchmark : IBenchmark
{
    public string Name => "memory";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var events = run.IsFull ? 5_000_000 : 1_000_000;
        BenchmarkRun.Say($"{events:N0} usage events into one host");
        await using var host = await HostProcess.StartAsync(run.NewPath("memory"), cancellationToken);
        var start = Stopwatch.GetTimestamp();
        await new UsageSender(host.Http, FabricApi.UsageHub).SendAsync(Load.Of(events), cancellationToken);
        await host.WaitAsync(events, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return
        [
            new Figure($"resident memory after {events / 1e6:0.#} M events, peak", "MB", 500, host.PeakMegabytes, LowerIsBetter: true,
                Note: FormattableString.Invariant($"{events / seconds:N0} events/s, with the load generated while it was sent.")),
        ];
    }
}
