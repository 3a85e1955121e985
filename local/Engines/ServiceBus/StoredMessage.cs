using Azure.Messaging.ServiceBus;

namespace RevenueFunctions.Local.Engines.ServiceBus;

/// <summary>A message as the store keeps it.</summary>
internal sealed record StoredMessage
{
    public required long Sequence { get; init; }

    public required string MessageId { get; init; }

    public required string SessionId { get; init; }

    public byte[] Body { get; init; } = [];

    public string? Subject { get; init; }

    public string? CorrelationId { get; init; }

    public string? ContentType { get; init; }

    public Dictionary<string, StoredProperty> Properties { get; init; } = [];

    public required DateTimeOffset EnqueuedAt { get; init; }

    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>
    /// Deliveries begun. Counted before the handler runs, so that a message that kills the process is dead-lettered one day too; taken
    /// back when the session is released in order.
    /// </summary>
    public int DeliveryCount { get; init; }

    public bool IsDeferred { get; init; }

    public string? DeadLetterReason { get; init; }

    public string? DeadLetterDescription { get; init; }

    public static StoredMessage Of(QueueMessage message, long sequence, DateTimeOffset now, DateTimeOffset? scheduledFor) => new()
    {
        Sequence = sequence,
        MessageId = message.MessageId,
        SessionId = message.SessionId,
        Body = message.Body.ToArray(),
        Subject = message.Subject,
        CorrelationId = message.CorrelationId,
        ContentType = message.ContentType,
        Properties = message.Properties.ToDictionary(property => property.Key, property => StoredProperty.Of(property.Value)),
        EnqueuedAt = now,
        ScheduledFor = scheduledFor,
    };

    public StoredMessage With(IDictionary<string, object>? propertiesToModify)
    {
        if (propertiesToModify is null or { Count: 0 })
        {
            return this;
        }

        var merged = new Dictionary<string, StoredProperty>(Properties);
        foreach (var (name, value) in propertiesToModify)
        {
            merged[name] = StoredProperty.Of(value);
        }

        return this with { Properties = merged };
    }

    public ServiceBusReceivedMessage ToReceived(Guid lockToken, DateTimeOffset lockedUntil)
    {
        var properties = Properties.ToDictionary(property => property.Key, property => property.Value.ToValue());
        if (DeadLetterReason is not null)
        {
            properties["DeadLetterReason"] = DeadLetterReason;
            properties["DeadLetterErrorDescription"] = DeadLetterDescription ?? string.Empty;
        }

        return ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: BinaryData.FromBytes(Body),
            messageId: MessageId,
            sessionId: SessionId,
            correlationId: CorrelationId,
            subject: Subject,
            contentType: ContentType,
            scheduledEnqueueTime: ScheduledFor ?? default,
            properties: properties,
            lockTokenGuid: lockToken,
            deliveryCount: DeliveryCount,
            lockedUntil: lockedUntil,
            sequenceNumber: Sequence,
            enqueuedSequenceNumber: Sequence,
            enqueuedTime: EnqueuedAt,
            serviceBusMessageState: IsDeferred ? ServiceBusMessageState.Deferred : ScheduledFor is null ? ServiceBusMessageState.Active : ServiceBusMessageState.Scheduled);
    }
}
