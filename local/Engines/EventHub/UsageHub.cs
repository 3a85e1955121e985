using RevenueFunctions.Ingest;

namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>The usage hub as the business sees it, on the embedded engine.</summary>
public sealed class UsageHub(EventHubEngine engine, string hubName) : IUsageHub
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<HubPartition>> GetPartitionsAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(engine.GetPartitions(hubName));
}
