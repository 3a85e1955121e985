namespace RevenueFunctions.Ingest;

/// <summary>What the hub that usage events arrive in says about itself: the left side of the conservation proof.</summary>
public interface IUsageHub
{
    /// <summary>Every partition of the usage hub, in the order of their ids.</summary>
    ValueTask<IReadOnlyList<HubPartition>> GetPartitionsAsync(CancellationToken cancellationToken = default);
}
