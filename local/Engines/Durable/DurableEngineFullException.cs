namespace RevenueFunctions.Local.Engines.Durable;

/// <summary>An orchestration was not started, because too many have not ended. Nothing of the start was stored.</summary>
/// <param name="limit">How many there may be.</param>
/// <param name="retryAfter">When one will have ended, at the rate at which they ended lately; null when none did.</param>
public sealed class DurableEngineFullException(int limit, TimeSpan? retryAfter)
    : Exception($"{limit:N0} orchestrations have not ended (setting Admission:ActiveInstances): start more when some have.")
{
    /// <summary>How many there may be.</summary>
    public int Limit => limit;

    /// <summary>When one will have ended, at the rate at which they ended lately; null when none did.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}
