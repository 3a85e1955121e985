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
