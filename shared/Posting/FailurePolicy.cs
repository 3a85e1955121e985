using RevenueFunctions.Storage;

namespace RevenueFunctions.Posting;

/// <summary>The one place that says what an exception met while posting means. Pure.</summary>
public static class FailurePolicy
{
    /// <summary>Classifies an exception of the connector or of the store.</summary>
    public static FailureAction Classify(Exception failure) => failure switch
    {
        ErpUnavailableException => FailureAction.RetryLater,
        TimeoutException => FailureAction.AskFirst,
        StorageUnavailableException or OperationCanceledException => FailureAction.Redeliver,
        _ => FailureAction.Park,
    };

    /// <summary>The wait before the next try: doubled with each outage in a row, never shorter than the ERP asked for.</summary>
    public static TimeSpan BackOff(PostingOptions options, int failures, TimeSpan? askedFor)
    {
        ArgumentNullException.ThrowIfNull(options);
        var doubled = options.FirstBackOff.TotalMilliseconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 30));
        var wait = TimeSpan.FromMilliseconds(Math.Min(doubled, options.LongestBackOff.TotalMilliseconds));
        return askedFor > wait ? askedFor.Value : wait;
    }
}

/// <summary>What to do about a failure.</summary>
public enum FailureAction
{
    /// <summary>Nothing was done: wait and send again.</summary>
    RetryLater,

    /// <summary>It is unknown whether it was done: ask by posting key before anything is sent again.</summary>
    AskFirst,

    /// <summary>The fabric itself is down or stopping: leave everything as stored and let the host deliver again.</summary>
    Redeliver,

    /// <summary>Nothing that waiting would mend: stop visibly and let a person decide.</summary>
    Park,
}
