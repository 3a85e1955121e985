namespace RevenueFunctions.Local.Capture;

/// <summary>A hub event as Event Hubs Capture kept it.</summary>
/// <param name="SequenceNumber">Its number in the partition it was in.</param>
/// <param name="EnqueuedAt">When the hub took it; Capture keeps whole seconds.</param>
/// <param name="PartitionKey">The key it was sent with, or null.</param>
/// <param name="ContentType">Its content type, where Capture kept one.</param>
/// <param name="Properties">The sender's properties: whole numbers, numbers, texts and bytes.</param>
/// <param name="Body">What was sent.</param>
internal sealed record CapturedEvent(
    long SequenceNumber, DateTimeOffset EnqueuedAt, string? PartitionKey, string? ContentType, IReadOnlyDictionary<string, object> Properties, ReadOnlyMemory<byte> Body);
