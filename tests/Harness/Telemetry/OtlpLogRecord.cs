namespace RevenueFunctions.Tests.Harness.Telemetry;

/// <summary>A log record as a collector received it.</summary>
public sealed record OtlpLogRecord(string Category, string Body, string TraceId, IReadOnlyDictionary<string, string> Attributes)
{
    internal static OtlpLogRecord Of(string category, ProtobufMessage record) => new(category, record.Message(5).Value(), record.Hex(9), record.Attributes(6));
}
