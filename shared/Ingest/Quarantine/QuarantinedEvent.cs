namespace RevenueFunctions.Ingest;

/// <summary>One event in quarantine, with the bytes that the producer sent.</summary>
/// <param name="Reason">Reason code.</param>
/// <param name="HubPartition">Where it was received.</param>
/// <param name="SequenceNumber">The hub event that carried it.</param>
/// <param name="Index">Its place in that.</param>
/// <param name="IsWhole">True when it is the whole hub event.</param>
/// <param name="EnqueuedAt">When the hub took it.</param>
/// <param name="CanReplay">False for a record that was taken out when its period was frozen: of that only the record is kept.</param>
/// <param name="Raw">The bytes, base64.</param>
/// <param name="Detail">What exactly is wrong.</param>
/// <param name="ContentType">The content type that the producer named.</param>
/// <param name="Properties">The hub event's application properties.</param>
public sealed record QuarantinedEvent(
    string Reason,
    string HubPartition,
    long SequenceNumber,
    int Index,
    bool IsWhole,
    DateTimeOffset EnqueuedAt,
    bool CanReplay,
    byte[] Raw,
    string? Detail = null,
    string? ContentType = null,
    IReadOnlyDictionary<string, string>? Properties = null);
