namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>An event on its way into a hub.</summary>
/// <param name="Body">The bytes as the producer sent them; one usage event or a batch of them.</param>
/// <param name="Properties">Application properties; values are strings, longs, doubles or booleans.</param>
/// <param name="ContentType">Media type of the body, when the producer said so.</param>
public sealed record HubEvent(ReadOnlyMemory<byte> Body, IReadOnlyList<KeyValuePair<string, object>>? Properties = null, string? ContentType = null)
{
    /// <summary>Bytes of a body, and of what one request stores, that a hub accepts: 1 MiB, as in the standard tier.</summary>
    public const int MaximumBytes = 1024 * 1024;

    /// <summary>Events of one request: a million bytes can hold that many empty ones, each of which costs far more than it sent.</summary>
    public const int MaximumEvents = 10_000;

    /// <summary>Characters of a partition key, a message id and a correlation id, as in the standard tier.</summary>
    public const int KeyCharacters = 128;

    /// <summary>An id the producer gave.</summary>
    public string? MessageId { get; init; }

    /// <summary>A correlation the producer gave.</summary>
    public string? CorrelationId { get; init; }
}
