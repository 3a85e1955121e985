using RevenueFunctions.Posting;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Local.Engines.ServiceBus;

/// <summary>Rings posting lanes through the session queue: the session is the legal entity.</summary>
public sealed class QueueDoorbell(SessionQueueEngine queues, string queue) : IPostingDoorbell
{
    /// <summary>The queue when no setting names one.</summary>
    public const string DefaultQueue = "postings";

    /// <inheritdoc/>
    public async ValueTask RingAsync(string legalEntityId, string messageId, string? correlationId, DateTimeOffset? notBefore, CancellationToken cancellationToken = default)
    {
        var ring = new QueueMessage { MessageId = messageId, SessionId = legalEntityId, CorrelationId = correlationId };
        if (correlationId is not null)
        {
            ring = ring with { Properties = new Dictionary<string, object> { [Correlation.TraceParent] = Correlation.TraceParentOf(correlationId) } };
        }

        await queues.SendAsync(queue, ring, notBefore, cancellationToken);
    }
}
