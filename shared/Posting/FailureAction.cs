namespace RevenueFunctions.Posting;

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
