namespace RevenueFunctions.Local.Demo.Workload;

/// <summary>One HTTP request that carries usage events to the hub.</summary>
/// <param name="Shape">How the events travel.</param>
/// <param name="ContentType">The request's content type.</param>
/// <param name="Headers">Attributes of a binary CloudEvent, application properties, the partition key.</param>
/// <param name="Body">The body.</param>
/// <param name="Events">Usage events inside.</param>
internal sealed record WireRequest(WireShape Shape, string ContentType, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body, int Events);
