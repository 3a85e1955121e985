using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;
using RevenueFunctions.Functions.Settings;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Functions.Azure;

/// <summary>Publishes to an Event Hub as structured CloudEvents; the subject is the partition key, so that one account's events stay in order.</summary>
internal sealed class EventHubOutbound(EventHubProducerClient hub) : IOutboundEvents
{
    public async Task PublishAsync(OutboundEvent outbound, CancellationToken cancellationToken)
    {
        var data = new EventData(outbound.ToCloudEvent()) { ContentType = OutboundEvent.ContentType, MessageId = outbound.Id };
        try
        {
            await hub.SendAsync([data], new SendEventOptions { PartitionKey = outbound.Subject }, cancellationToken);
        }
        catch (Exception failure) when (AzureAccess.Judge(failure, failure is EventHubsException { IsTransient: true }, $"Hub {hub.FullyQualifiedNamespace}/{hub.EventHubName}", "Azure Event Hubs Data Sender", "OutboundHub") is { } known)
        {
            throw known;
        }
    }
}
