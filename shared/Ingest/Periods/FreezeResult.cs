namespace RevenueFunctions.Ingest;

/// <summary>The outcome of freezing a period.</summary>
public abstract record FreezeResult
{
    private FreezeResult()
    {
    }

    /// <summary>The period is frozen for the caller, now or by an earlier call.</summary>
    public sealed record Frozen(PeriodUsage Usage) : FreezeResult;

    /// <summary>Somebody else holds it; nothing was changed.</summary>
    public sealed record HeldByAnother(string Owner, FenceState State) : FreezeResult;
}
