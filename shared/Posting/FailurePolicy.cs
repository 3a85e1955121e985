using RevenueFunctions.Storage;

namespace RevenueFunctions.Posting;

/// <summary>The one place that says what an exception met while posting means. Pure.</summary>
public static class FailurePolicy
{
    /// <summary>Classifies an exception of the connector or of the store.</summary>
    public static FailureAction Classify(Exception failure) => failure switch
    {
        ErpUnavailableException => FailureAction.RetryLater,
        TimeoutException or MalformedErpAnswerException => FailureAction.AskFirst,
        StorageUnavailableException or MessagingUnavailableException or OperationCanceledException => FailureAction.Redeliver,
        _ => FailureAction.Park,
    };

    /// <summary>An ERP that asks for more patience than this is misunderstood, or means to stop the lane.</summary>
    private static readonly TimeSpan MostPatience = TimeSpan.FromHours(1);

    /// <summary>The wait before the next try: doubled with each outage in a row, never shorter than the ERP asked for, within reason.</summary>
    public static TimeSpan BackOff(PostingOptions options, int failures, TimeSpan? askedFor)
    {
        ArgumentNullException.ThrowIfNull(options);
        var doubled = options.FirstBackOff.TotalMilliseconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 30));
        var wait = TimeSpan.FromMilliseconds(Math.Min(doubled, options.LongestBackOff.TotalMilliseconds));
        return askedFor <= wait || askedFor is not { } asked ? wait : asked < MostPatience ? asked : MostPatience > wait ? MostPatience : wait;
    }
}
