using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>How often a failed batch runs again before its partition goes on, and after which delays.</summary>
/// <param name="MaxRetryCount">Retries after the first run; -1 is forever, 0 is none.</param>
/// <param name="Minimum">Delay before the first retry; it doubles with each further one.</param>
/// <param name="Maximum">The longest delay; equal to the minimum for a fixed delay.</param>
public sealed record HubRetryPolicy(int MaxRetryCount, TimeSpan Minimum, TimeSpan Maximum)
{
    /// <summary>A function without a retry attribute: it runs once, and the partition goes on whatever came of it.</summary>
    public static HubRetryPolicy None { get; } = new(0, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>The policy that a function's retry attribute asks for.</summary>
    public static HubRetryPolicy From(RetryAttribute? attribute) => attribute switch
    {
        null => None,
        FixedDelayRetryAttribute retry => new(retry.MaxRetryCount, Parse(retry.DelayInterval), Parse(retry.DelayInterval)),
        ExponentialBackoffRetryAttribute retry => new(retry.MaxRetryCount, Parse(retry.MinimumInterval), Parse(retry.MaximumInterval)),
        _ => throw new NotSupportedException($"{attribute.GetType().Name} is no retry attribute of the worker."),
    };

    /// <summary>Whether another retry follows after <paramref name="retries"/> of them.</summary>
    public bool Allows(int retries) => MaxRetryCount < 0 || retries < MaxRetryCount;

    /// <summary>The delay before retry number <paramref name="retry"/> (from 1).</summary>
    public TimeSpan Delay(int retry) => TimeSpan.FromTicks((long)Math.Min(Maximum.Ticks, Minimum.Ticks * Math.Pow(2, Math.Min(retry - 1, 62))));

    private static TimeSpan Parse(string interval) => TimeSpan.Parse(interval, CultureInfo.InvariantCulture);
}
