using Azure.Messaging.EventHubs.Consumer;
using RevenueFunctions.Ingest;

namespace RevenueFunctions.Functions.Azure;

/// <summary>
/// Asks the usage hub for its partitions: what it enqueued is the left side of the conservation proof. It asks as a consumer, because the
/// app may receive from this hub and not send to it.
/// </summary>
internal sealed class EventHubUsage(EventHubConsumerClient hub) : IUsageHub
{
    public async ValueTask<IReadOnlyList<HubPartition>> GetPartitionsAsync(CancellationToken cancellationToken = default)
    {
        var ids = await hub.GetPartitionIdsAsync(cancellationToken);
        var partitions = await Task.WhenAll(ids.Select(id => hub.GetPartitionPropertiesAsync(id, cancellationToken)));
        return
        [
            .. partitions
                .OrderBy(partition => partition.Id, StringComparer.Ordinal)
                .Select(partition => partition.IsEmpty && partition.LastEnqueuedSequenceNumber < 0
                    ? new HubPartition(partition.Id, 0, -1, null)
                    : new HubPartition(partition.Id, partition.BeginningSequenceNumber, partition.LastEnqueuedSequenceNumber, partition.LastEnqueuedTime)),
        ];
    }
}
