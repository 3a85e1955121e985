using System.Diagnostics;
using RevenueFunctions.Benchmarks.Ingest;
using RevenueFunctions.Local.Demo;

namespace RevenueFunctions.Benchmarks.Overload;

/// <summary>A producer with a little load that waits as long as the host says, beside those that do not.</summary>
internal sealed class PoliteProducer(OverloadHost host, OverloadTally tally)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly List<double> latencies = [];

    /// <summary>Requests that were refused at first.</summary>
    public int Refused { get; private set; }

    /// <summary>Milliseconds from the first attempt to the acknowledgement, 99th percentile.</summary>
    public double Worst => latencies.Order().ElementAt((int)(0.99 * (latencies.Count - 1)));

    /// <summary>Requests acknowledged.</summary>
    public int Acknowledged => latencies.Count;

    /// <summary>Sends until it is told to stop; what it began is acknowledged in the end.</summary>
    public async Task SendAsync(CancellationToken stop)
    {
        using var http = host.ClientOf(OverloadHost.Polite, 1);
        foreach (var request in Load.Of(10_000_000, seed: 3).TakeWhile(_ => !stop.IsCancellationRequested))
        {
            var start = Stopwatch.GetTimestamp();
            for (var attempt = 1; ; attempt++)
            {
                using var message = request.ToMessage(FabricApi.UsageHub);
                using var response = await http.SendAsync(message, CancellationToken.None);
                tally.Add(response, request.Events, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if (response.IsSuccessStatusCode)
                {
                    break;
                }

                Refused += attempt == 1 ? 1 : 0;
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.Zero, CancellationToken.None);
            }

            latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await Task.Delay(Pause, CancellationToken.None);
        }
    }
}
