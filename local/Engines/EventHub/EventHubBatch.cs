using System.Text.Json;
using Azure.Messaging.EventHubs;

namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>What one run of a function receives: events of one partition, in the order of their sequence numbers.</summary>
/// <param name="Hub">Name of the hub.</param>
/// <param name="ConsumerGroup">The consumer group.</param>
/// <param name="PartitionId">The partition.</param>
/// <param name="Events">The events, at least one.</param>
/// <param name="RetryCount">0 on the first run, then the number of the retry.</param>
/// <param name="MaxRetryCount">What the function's retry attribute allows.</param>
public sealed record EventHubBatch(string Hub, string ConsumerGroup, string PartitionId, IReadOnlyList<EventData> Events, int RetryCount, int MaxRetryCount)
{
    /// <summary>The value of "PartitionContext" in the function's binding data, which is JSON text as the Functions host sends it.</summary>
    public string PartitionContext => JsonSerializer.Serialize(new
    {
        FullyQualifiedNamespace = "localhost",
        EventHubName = Hub,
        ConsumerGroup,
        PartitionId,
    });
}
