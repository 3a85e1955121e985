namespace RevenueFunctions.Posting;

/// <summary>How an accounting period stands.</summary>
public enum AccountingPeriodState
{
    /// <summary>Takes entries.</summary>
    Open,

    /// <summary>Takes only the entries by which it is closed, and those that were queued before.</summary>
    Closing,

    /// <summary>Takes nothing.</summary>
    Closed,
}
