namespace RevenueFunctions.Ingest;

/// <summary>The outcome of moving a frozen period on.</summary>
public enum FenceChange
{
    /// <summary>Done, now or by an earlier call.</summary>
    Done,

    /// <summary>Another owner holds the period; nothing was changed.</summary>
    HeldByAnother,

    /// <summary>The period is not frozen; nothing was changed.</summary>
    NotFrozen,
}
