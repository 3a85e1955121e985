namespace RevenueFunctions.Posting;

/// <summary>The ERP did nothing and may be asked again later.</summary>
public sealed class ErpUnavailableException(string message, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>When the ERP asked to be tried again, if it said so.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
