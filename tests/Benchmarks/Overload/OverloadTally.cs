using System.Net;

namespace RevenueFunctions.Benchmarks.Overload;

/// <summary>What producers offered and what became of it, since the last look.</summary>
internal sealed class OverloadTally
{
    private readonly Lock gate = new();
    private List<double> latencies = [];
    private long offered;
    private long acknowledged;
    private int overShare;
    private int saturated;

    /// <summary>Events acknowledged in all.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Events offered in all.</summary>
    public long Offered { get; private set; }

    /// <summary>Refusals in all.</summary>
    public long Refusals { get; private set; }

    /// <summary>Refusals that did not say when to come back.</summary>
    public int WithoutRetryAfter { get; private set; }

    /// <summary>Answers that are neither an acknowledgement nor a refusal, in words; null when there was none.</summary>
    public string? Unexpected { get; private set; }

    /// <summary>Takes the answer to a request.</summary>
    public void Add(HttpResponseMessage response, int events, double milliseconds)
    {
        lock (gate)
        {
            offered += events;
            Offered += events;
            if (response.StatusCode is HttpStatusCode.Created or HttpStatusCode.Accepted)
            {
                acknowledged += events;
                Acknowledged += events;
                latencies.Add(milliseconds);
                return;
            }

            Refusals++;
            WithoutRetryAfter += response.Headers.RetryAfter is null ? 1 : 0;
            overShare += response.StatusCode == HttpStatusCode.TooManyRequests ? 1 : 0;
            saturated += response.StatusCode == HttpStatusCode.ServiceUnavailable ? 1 : 0;
            Unexpected ??= response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable ? null : response.ToString();
        }
    }

    /// <summary>What came since the last look, and forgets it.</summary>
    public (long Offered, long Acknowledged, int OverShare, int Saturated, double Median, double Worst) Take()
    {
        lock (gate)
        {
            latencies.Sort();
            var taken = (offered, acknowledged, overShare, saturated, At(0.5), At(0.99));
            (offered, acknowledged, overShare, saturated, latencies) = (0, 0, 0, 0, []);
            return taken;
        }
    }

    private double At(double part) => latencies.Count == 0 ? double.NaN : latencies[(int)(part * (latencies.Count - 1))];
}
