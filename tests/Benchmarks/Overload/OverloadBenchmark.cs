using System.Diagnostics;
using RevenueFunctions.Benchmarks.Ingest;
using RevenueFunctions.Local.Demo;

namespace RevenueFunctions.Benchmarks.Overload;

/// <summary>Ten times what the host can take for a while, then nothing: what it acknowledges, refuses, holds, and how it recovers.</summary>
internal sealed class OverloadBenchmark : IBenchmark
{
    private const double Times = 10;
    private const int WarmEvents = 20_000;

    private readonly List<OverloadSecond> curve = [];
    private long sent;

    public string Name => "overload";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var (events, duration) = run.IsFull ? (600_000, TimeSpan.FromSeconds(60)) : (200_000, TimeSpan.FromSeconds(25));
        await using var host = await OverloadHost.StartAsync(run.NewPath("overload"), cancellationToken);
        await SustainedAsync(host, WarmEvents, 99, cancellationToken);
        BenchmarkRun.Say($"what it can take: {events:N0} usage events");
        var sustained = await SustainedAsync(host, events, 98, cancellationToken);
        BenchmarkRun.Say($"{sustained:N0} events a second; {Times:0} times that for {duration.TotalSeconds:0} s, from {OverloadHost.Noisy.Count} producers that do not listen and one that does");
        var tally = new OverloadTally();
        var polite = new PoliteProducer(host, tally);
        var recovered = await OverloadAsync(host, tally, polite, sustained, duration, cancellationToken);
        sent += tally.Acknowledged;
        await host.Process.WaitAsync(sent, cancellationToken);
        var accepted = await host.IngestedAsync(cancellationToken);
        var difference = accepted - sent;
        var stored = (int)sent;
        var after = await SustainedAsync(host, events, 97, cancellationToken);
        OverloadCurve.Print(curve);
        return
        [
            .. Figures(host, tally, polite, sustained, recovered, difference),
            new Figure("sustained, after", "events/s", null, after, Peer: "a host that took as many, never overloaded",
                PeerMeasured: await ControlAsync(run, stored, events, cancellationToken), Note: "compared at the same size of the tables, which the speed depends on."),
        ];
    }

    /// <summary>What a host sustains that holds as much as the overloaded one and was never asked for more than it can take.</summary>
    private async Task<double> ControlAsync(BenchmarkRun run, int stored, int events, CancellationToken cancellationToken)
    {
        BenchmarkRun.Say($"another host, {stored:N0} events at the pace it can take, to compare with");
        sent = 0;
        await using var host = await OverloadHost.StartAsync(run.NewPath("control"), cancellationToken);
        await SustainedAsync(host, stored, 98, cancellationToken);
        return await SustainedAsync(host, events, 97, cancellationToken);
    }

    private IReadOnlyList<Figure> Figures(
        OverloadHost host, OverloadTally tally, PoliteProducer polite, double sustained, TimeSpan recovered, long difference)
    {
        var loaded = curve.Where(second => second.Phase == "10x").ToList();
        var seconds = loaded.Sum(second => second.Seconds);
        if (tally.Unexpected is { } unexpected)
        {
            throw new InvalidOperationException($"The host answered neither with an acknowledgement nor with a refusal: {unexpected}");
        }

        return
        [
            new Figure("sustained, before", "events/s", null, sustained),
            new Figure("offered in overload", "events/s", null, tally.Offered / seconds, Peer: "what it can take", PeerMeasured: sustained),
            new Figure("  ingested meanwhile", "events/s", null, loaded.Sum(second => second.Ingested * second.Seconds) / seconds, Peer: "what it can take", PeerMeasured: sustained,
                Note: "the load generator shares the cores."),
            new Figure("  refused without Retry-After", "requests", 0, tally.WithoutRetryAfter, LowerIsBetter: true, Peer: "all refusals", PeerMeasured: tally.Refusals),
            new Figure("  acknowledged and not processed", "events", 0, Math.Abs(difference), LowerIsBetter: true, Peer: "acknowledged", PeerMeasured: tally.Acknowledged),
            new Figure("  resident memory, peak", "MB", 500, host.Process.PeakMegabytes, LowerIsBetter: true),
            new Figure("  backlog, peak", "MB", 134.3, curve.Max(second => second.BacklogMegabytes), LowerIsBetter: true),
            new Figure("  polite producer, 99th percentile to its acknowledgement", "ms", null, polite.Worst,
                Note: $"{polite.Acknowledged} requests, all acknowledged; {polite.Refused} of them were refused at first."),
            new Figure("  an operator's question, worst", "ms", null, curve.Max(second => second.Operator)),
            new Figure("from the end of the load to an empty backlog", "s", null, recovered.TotalSeconds),
        ];
    }

    /// <summary>Sends as a polite producer does, and waits until all of it is ingested.</summary>
    private async Task<double> SustainedAsync(OverloadHost host, int events, int seed, CancellationToken cancellationToken)
    {
        var requests = Load.Of(events, seed);
        using var http = host.ClientOf(OverloadHost.Noisy[0], 8);
        var start = Stopwatch.GetTimestamp();
        await new UsageSender(http, FabricApi.UsageHub).SendAsync(requests, cancellationToken);
        sent += events;
        await host.Process.WaitAsync(sent, cancellationToken);
        return events / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private async Task<TimeSpan> OverloadAsync(
        OverloadHost host, OverloadTally tally, PoliteProducer polite, double sustained, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var stop = new CancellationTokenSource(duration);
        var senders = Task.WhenAll(new OfferedLoad(host, tally, Times * sustained).SendAsync(stop.Token), polite.SendAsync(stop.Token));
        var last = await host.IngestedAsync(cancellationToken);
        long ended = 0;
        while (true)
        {
            var second = Stopwatch.GetTimestamp();
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            var (backlog, managed, milliseconds) = await host.AskAsync(cancellationToken);
            var ingested = await host.IngestedAsync(cancellationToken);
            var seconds = Stopwatch.GetElapsedTime(second).TotalSeconds;
            var (offered, acknowledged, overShare, saturated, median, worst) = tally.Take();
            curve.Add(new OverloadSecond(
                senders.IsCompleted ? "after" : "10x", seconds, offered / seconds, acknowledged / seconds, (ingested - last) / seconds, overShare / seconds, saturated / seconds,
                backlog, managed, host.Process.ResidentMegabytes, median, worst, milliseconds));
            last = ingested;
            ended = senders.IsCompleted && ended == 0 ? Stopwatch.GetTimestamp() : ended;
            if (senders.IsCompleted && backlog == 0)
            {
                await senders;
                return Stopwatch.GetElapsedTime(ended);
            }
        }
    }
}
