using System.Diagnostics;
using RevenueFunctions.Benchmarks.Ingest;
using RevenueFunctions.Local.Demo;
using RevenueFunctions.Local.Demo.Workload;

namespace RevenueFunctions.Benchmarks.Overload;

/// <summary>Producers that send at a rate whatever the host answers: a refused request is offered again, when its next turn comes.</summary>
internal sealed class OfferedLoad(OverloadHost host, OverloadTally tally, double eventsPerSecond)
{
    private const int ConnectionsOfAProducer = 24;

    private readonly IEnumerator<WireRequest> requests = Load.Of(int.MaxValue / 200, seed: 2).GetEnumerator();
    private readonly long start = Stopwatch.GetTimestamp();
    private long turns;

    /// <summary>Sends until it is told to stop.</summary>
    public Task SendAsync(CancellationToken stop) => Task.WhenAll(OverloadHost.Noisy.Select(producer => ProducerAsync(producer, stop)));

    private async Task ProducerAsync(string producer, CancellationToken stop)
    {
        using var http = host.ClientOf(producer, ConnectionsOfAProducer);
        await Task.WhenAll(Enumerable.Range(0, ConnectionsOfAProducer).Select(_ => Task.Run(() => ConnectionAsync(http, stop), CancellationToken.None)));
    }

    private async Task ConnectionAsync(HttpClient http, CancellationToken stop)
    {
        var request = Next();
        while (!stop.IsCancellationRequested)
        {
            await TurnAsync(request.Events);
            var sent = Stopwatch.GetTimestamp();
            using var message = request.ToMessage(FabricApi.UsageHub);
            using var response = await http.SendAsync(message, CancellationToken.None);
            tally.Add(response, request.Events, Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            request = response.IsSuccessStatusCode ? Next() : request;
        }
    }

    /// <summary>Waits for the moment at which the rate lets so many events go.</summary>
    private async Task TurnAsync(int events)
    {
        var wait = TimeSpan.FromSeconds(Interlocked.Add(ref turns, events) / eventsPerSecond) - Stopwatch.GetElapsedTime(start);
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, CancellationToken.None);
        }
    }

    private WireRequest Next()
    {
        lock (requests)
        {
            return requests.MoveNext() ? requests.Current : throw new InvalidOperationException("The load has ended before the benchmark.");
        }
    }
}
