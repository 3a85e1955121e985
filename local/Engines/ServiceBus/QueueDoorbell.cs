using RevenueFunctions.Posting;

namespace RevenueFunctions.Local.Engines.ServiceBus;

/// <summary>Rings posting lanes through the session queue: the session is the legal entity.</summary>
public sealed class QueueDoorbell(SessionQueueEngine queues, string queue) : IPostingDoorbell
{
    /// <summary>The queue when no setting names one.</summary>
    public const string DefaultQueue = "postings";

    /// <inheritdoc/>
    public async ValueTask RingAsync(string legalEntityId, string messageId, DateTimeOffset? notBefore, CancellationToken cancellationToken = default) =>
        await queues.SendAsync(queue, new QueueMessage { MessageId = messageId, SessionId = legalEntityId }, notBefore, cancellationToken);
}
