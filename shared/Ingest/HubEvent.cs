namespace RevenueFunctions.Ingest;

/// <summary>One event as the event hub delivered it: it carries one usage event or a JSON batch of them.</summary>
/// <param name="SequenceNumber">Its number within the hub partition.</param>
/// <param name="EnqueuedAt">When the hub took it.</param>
/// <param name="Body">The bytes that the producer sent. Not changed while it is ingested.</param>
/// <param name="ContentType">The content type that the producer named, if any.</param>
/// <param name="Properties">Application properties as text: cloudEvents_* / cloudEvents:* attributes, "mapping"; null when there are none.</param>
public sealed record HubEvent(
    long SequenceNumber,
    DateTimeOffset EnqueuedAt,
    ReadOnlyMemory<byte> Body,
    string? ContentType = null,
    IReadOnlyDictionary<string, string>? Properties = null);
