namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>A function that reads a hub.</summary>
/// <param name="Hub">Name of the hub.</param>
/// <param name="ConsumerGroup">Its consumer group; each group keeps its own checkpoints.</param>
/// <param name="MaxEventBatchSize">Most hub events in one batch (host.json extensions.eventHubs.maxEventBatchSize; 1 for a trigger that is not batched).</param>
/// <param name="Retry">What its retry attribute says.</param>
/// <param name="Handler">Runs the function. An exception is a failed run.</param>
public sealed record HubConsumer(
    string Hub, string ConsumerGroup, int MaxEventBatchSize, HubRetryPolicy Retry, Func<EventHubBatch, CancellationToken, Task> Handler)
{
    /// <summary>The group that a trigger without one reads with.</summary>
    public const string DefaultGroup = "$Default";
}
