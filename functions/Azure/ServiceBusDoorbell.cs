using Azure.Messaging.ServiceBus;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Functions.Azure;

/// <summary>Rings posting lanes through a Service Bus queue with sessions: the session is the legal entity.</summary>
internal sealed class ServiceBusDoorbell(ServiceBusSender sender) : IPostingDoorbell
{
    public async ValueTask RingAsync(string legalEntityId, string messageId, DateTimeOffset? notBefore, CancellationToken cancellationToken = default)
    {
        var ring = new ServiceBusMessage { MessageId = messageId, SessionId = legalEntityId };
        if (notBefore is { } due)
        {
            ring.ScheduledEnqueueTime = due;
        }

        await sender.SendMessageAsync(ring, cancellationToken);
    }
}
