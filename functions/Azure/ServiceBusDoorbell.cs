using Azure.Messaging.ServiceBus;
using RevenueFunctions.Functions.Settings;
using RevenueFunctions.Posting;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Functions.Azure;

/// <summary>Rings posting lanes through a Service Bus queue with sessions: the session is the legal entity.</summary>
internal sealed class ServiceBusDoorbell(ServiceBusSender sender) : IPostingDoorbell
{
    public async ValueTask RingAsync(string legalEntityId, string messageId, string? correlationId, DateTimeOffset? notBefore, CancellationToken cancellationToken = default)
    {
        var ring = new ServiceBusMessage { MessageId = messageId, SessionId = legalEntityId, CorrelationId = correlationId };
        if (correlationId is not null)
        {
            ring.ApplicationProperties[Correlation.TraceParent] = Correlation.TraceParentOf(correlationId);
        }

        if (notBefore is { } due)
        {
            ring.ScheduledEnqueueTime = due;
        }

        try
        {
            await sender.SendMessageAsync(ring, cancellationToken);
        }
        catch (Exception failure) when (AzureAccess.Judge(failure, failure is ServiceBusException { IsTransient: true }, $"Queue {sender.FullyQualifiedNamespace}/{sender.EntityPath}", "Azure Service Bus Data Sender", "PostingQueue") is { } known)
        {
            throw known;
        }
    }
}
