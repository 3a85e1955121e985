namespace RevenueFunctions.Tests.Harness;

/// <summary>An event to put into a captured file.</summary>
public sealed record CapturedMessage(
    long SequenceNumber, DateTimeOffset EnqueuedAt, byte[] Body, string? PartitionKey = null, IReadOnlyDictionary<string, object>? Properties = null);
