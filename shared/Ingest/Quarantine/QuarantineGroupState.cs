namespace RevenueFunctions.Ingest;

/// <summary>Whether a group holds events.</summary>
public enum QuarantineGroupState
{
    /// <summary>It holds events.</summary>
    Open,

    /// <summary>All its events were replayed or discarded.</summary>
    Closed,
}
