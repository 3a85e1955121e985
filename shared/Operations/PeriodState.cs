namespace RevenueFunctions.Operations;

/// <summary>Where a billing period stands.</summary>
public enum PeriodState
{
    /// <summary>Not over, or within its grace.</summary>
    Open,

    /// <summary>Over, and nobody closes it yet.</summary>
    Due,

    /// <summary>Its saga is under way.</summary>
    Closing,

    /// <summary>Its saga is done.</summary>
    Closed,

    /// <summary>Its saga failed and was undone; a person has to close it again.</summary>
    Compensated,
}
