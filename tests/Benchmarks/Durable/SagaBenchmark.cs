using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Benchmarks.Durable;

/// <summary>Orchestrations of four activities each, 100 in flight, every step durable; beside five durable appends by 100 callers.</summary>
internal sealed class SagaBenchmark : IBenchmark
{
    private const int InFlight = 100;

    public string Name => "sagas";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var count = run.IsFull ? 100_000 : 20_000;
        BenchmarkRun.Say($"{count:N0} orchestrations of four activities, {InFlight} in flight");
        var (rate, median, tail) = await OrchestrationsAsync(run.NewPath("sagas"), count, cancellationToken);
        var limit = await AppendsAsync(run.NewPath("appends"), count, cancellationToken);
        return
        [
            new Figure("four-activity orchestrations", "per s", 5_000, rate, Peer: "five durable appends each, same store", PeerMeasured: limit),
            new Figure("  start to end, median", "ms", null, median, LowerIsBetter: true),
            new Figure("  start to end, 95th percentile", "ms", null, tail, LowerIsBetter: true),
        ];
    }

    private static async Task<(double Rate, double Median, double Tail)> OrchestrationsAsync(string path, int count, CancellationToken cancellationToken)
    {
        using var store = SqliteStore.Open(path);
        var engine = new DurableEngine(store, TimeProvider.System, new FourStepFunctions());
        await using var pump = new Pump([engine], TimeProvider.System, NullLogger<Pump>.Instance);
        await pump.StartAsync(cancellationToken);
        await RunAsync(engine, "warm", count / 10, null, cancellationToken);
        var times = new double[count];
        var start = Stopwatch.GetTimestamp();
        await RunAsync(engine, "saga", count, times, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Array.Sort(times);
        return (count / seconds, times[count / 2], times[(int)(count * 0.95)]);
    }

    private static async Task RunAsync(DurableEngine engine, string prefix, int count, double[]? times, CancellationToken cancellationToken)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(
            async () =>
            {
                for (var n = Interlocked.Increment(ref next); n < count; n = Interlocked.Increment(ref next))
                {
                    var start = Stopwatch.GetTimestamp();
                    var id = string.Create(CultureInfo.InvariantCulture, $"{prefix}:{n:000000}");
                    await engine.StartAsync(new StartRequest(FourStepFunctions.Orchestrator) { InstanceId = id, Input = "1" }, cancellationToken);
                    var end = await engine.WaitForEndAsync(id, cancellationToken);
                    if (end.Status != InstanceStatus.Completed)
                    {
                        throw new InvalidOperationException($"{id} ended as {end.Status}.");
                    }

                    if (times is not null)
                    {
                        times[n] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                    }
                }
            },
            cancellationToken)));
    }

    private static async Task<double> AppendsAsync(string path, int count, CancellationToken cancellationToken)
    {
        using var store = SqliteStore.Open(path);
        var payload = new byte[200];
        var next = -1;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(
            async () =>
            {
                for (var n = Interlocked.Increment(ref next); n < count; n = Interlocked.Increment(ref next))
                {
                    var partition = string.Create(CultureInfo.InvariantCulture, $"saga:{n:000000}");
                    for (var step = 0; step < 5; step++)
                    {
                        await store.CommitAsync(new TableBatch("appends", partition).Insert(TableKey.Number(step), payload), cancellationToken);
                    }
                }
            },
            cancellationToken)));
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
