namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>How far a consumer group is in a partition: the first sequence number that it has not passed.</summary>
internal sealed record HubCheckpoint(long NextSequence)
{
    /// <summary>The table; partition "{hub}:{group}", row "{partition id}".</summary>
    public const string Table = "hubcheckpoints";
}
