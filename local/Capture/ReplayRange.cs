namespace RevenueFunctions.Local.Capture;

/// <summary>The enqueued times that are replayed: from the first, up to and without the second.</summary>
internal sealed record ReplayRange(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>All of them.</summary>
    public static ReplayRange All { get; } = new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    /// <summary>Whether an event is among them.</summary>
    public bool Has(CapturedEvent captured)
    {
        ArgumentNullException.ThrowIfNull(captured);
        return captured.EnqueuedAt >= From && captured.EnqueuedAt < Until;
    }
}
