namespace RevenueFunctions.Tests.Harness.Telemetry;

/// <summary>A span as a collector received it.</summary>
public sealed record OtlpSpan(
    string Scope, string Name, int Kind, string TraceId, string SpanId, string ParentId, IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyList<(string TraceId, string SpanId)> Links, bool IsError)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Scope}/{Name} {TraceId} {string.Join(' ', Attributes.Select(one => $"{one.Key}={one.Value}"))}";

    internal static OtlpSpan Of(string scope, ProtobufMessage span) => new(
        scope, span.Text(5), (int)span.Number(6), span.Hex(1), span.Hex(2), span.Hex(4), span.Attributes(9),
        [.. span.Messages(13).Select(link => (link.Hex(1), link.Hex(2)))], span.Message(15).Number(3) == 2);
}
