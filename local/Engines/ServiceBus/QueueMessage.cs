using Azure.Messaging.ServiceBus;

namespace RevenueFunctions.Local.Engines.ServiceBus;

/// <summary>A message to send.</summary>
public sealed record QueueMessage
{
    private const int IdCharacters = 128;
    private const int BodyBytes = 256 * 1024;

    /// <summary>Identity for duplicate detection; up to 128 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary>The session; up to 128 characters.</summary>
    public required string SessionId { get; init; }

    /// <summary>The payload; up to 256 KiB.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What it is about.</summary>
    public string? Subject { get; init; }

    /// <summary>What it belongs to.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Media type of the body.</summary>
    public string? ContentType { get; init; }

    /// <summary>Application properties: text, numbers, booleans, GUIDs and times.</summary>
    public IReadOnlyDictionary<string, object> Properties { get; init; } = new Dictionary<string, object>();

    /// <exception cref="ArgumentException">An id is missing or too long.</exception>
    /// <exception cref="ServiceBusException">The message is too large.</exception>
    internal void Check(string queue)
    {
        CheckId(MessageId, nameof(MessageId));
        CheckId(SessionId, nameof(SessionId));
        if (Body.Length > BodyBytes)
        {
            throw new ServiceBusException($"The message has {Body.Length:N0} bytes, the limit is {BodyBytes:N0}.", ServiceBusFailureReason.MessageSizeExceeded, queue);
        }
    }

    private static void CheckId(string id, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(id, name);
        if (id.Length > IdCharacters)
        {
            throw new ArgumentException($"{name} has {id.Length} characters, the limit is {IdCharacters}.", name);
        }
    }
}
