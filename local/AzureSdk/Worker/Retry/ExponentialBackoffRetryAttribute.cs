using System.Globalization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Retries a failed invocation after a delay that grows from the minimum to the maximum; a count of -1 retries forever.</summary>
public sealed class ExponentialBackoffRetryAttribute : RetryAttribute
{
    public ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval)
    {
        var minimum = Parse(minimumInterval, nameof(minimumInterval));
        var maximum = Parse(maximumInterval, nameof(maximumInterval));
        if (minimum > maximum)
        {
            throw new ArgumentException("The minimumInterval must not be greater than the maximumInterval.", nameof(minimumInterval));
        }

        MaxRetryCount = maxRetryCount;
        MinimumInterval = minimumInterval;
        MaximumInterval = maximumInterval;
    }

    public string MinimumInterval { get; }

    public string MaximumInterval { get; }

    private static TimeSpan Parse(string interval, string parameter)
    {
        if (!TimeSpan.TryParse(interval, CultureInfo.InvariantCulture, out var parsed))
        {
            throw new ArgumentOutOfRangeException(parameter);
        }

        return parsed >= TimeSpan.Zero ? parsed : throw new ArgumentOutOfRangeException(parameter, "The TimeSpan must not be negative.");
    }
}
