using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Functions.Azure;

/// <summary>Publishes to an Event Hub as structured CloudEvents; the subject is the partition key, so that one account's events stay in order.</summary>
internal sealed class EventHubOutbound(EventHubProducerClient hub) : IOutboundEvents
{
    public async Task PublishAsync(OutboundEvent outbound, CancellationToken cancellationToken)
    {
        var data = new EventData(outbound.ToCloudEvent()) { ContentType = OutboundEvent.ContentType, MessageId = outbound.Id };
        await hub.SendAsync([data], new SendEventOptions { PartitionKey = outbound.Subject }, cancellationToken);
    }
}
