using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Consumer;
using RevenueFunctions.Functions.Settings;
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
        var partitions = await ReadAsync(cancellationToken);
        return
        [
            .. partitions
                .OrderBy(partition => partition.Id, StringComparer.Ordinal)
                .Select(partition => partition.IsEmpty && partition.LastEnqueuedSequenceNumber < 0
                    ? new HubPartition(partition.Id, 0, -1, null)
                    : new HubPartition(partition.Id, partition.BeginningSequenceNumber, partition.LastEnqueuedSequenceNumber, partition.LastEnqueuedTime)),
        ];
    }

    private async Task<PartitionProperties[]> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var ids = await hub.GetPartitionIdsAsync(cancellationToken);
            return await Task.WhenAll(ids.Select(id => hub.GetPartitionPropertiesAsync(id, cancellationToken)));
        }
        catch (Exception failure) when (AzureAccess.Judge(failure, failure is EventHubsException { IsTransient: true }, $"Hub {hub.FullyQualifiedNamespace}/{hub.EventHubName}", "Azure Event Hubs Data Receiver", "UsageHub") is { } known)
        {
            throw known;
        }
    }
}
