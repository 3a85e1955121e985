using System.Text.Json;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Sagas;

/// <summary>A CloudEvent 1.0, to be sent in the structured JSON form.</summary>
/// <param name="Id">Derived from business identity, so that a repeat is recognised.</param>
/// <param name="Source">Such as "/revenue-functions/us01".</param>
/// <param name="Type">Such as "com.revenuefunctions.invoice.posted".</param>
/// <param name="Subject">The account: also the key that keeps one account's events in order.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Data">The payload.</param>
/// <param name="CorrelationId">The id of all that happened to the billing period; goes out as the extension "correlationid", and its trace as "traceparent".</param>
public sealed record OutboundEvent(string Id, string Source, string Type, string Subject, DateTimeOffset Time, JsonElement Data, string CorrelationId)
{
    /// <summary>The media type of a structured CloudEvent.</summary>
    public const string ContentType = "application/cloudevents+json";

    /// <summary>The event as a structured CloudEvent, UTF-8 JSON.</summary>
    public byte[] ToCloudEvent() => JsonSerializer.SerializeToUtf8Bytes(
        new CloudEventDocument("1.0", Id, Source, Type, Subject, Time, "application/json", CorrelationId, Correlation.TraceParentOf(CorrelationId), Data), CloudEventOptions.Value);

    private static readonly Lazy<JsonSerializerOptions> CloudEventOptions = new(() =>
    {
        // CloudEvents attribute names are lower case throughout.
        var options = new JsonSerializerOptions(FabricJson.Options) { PropertyNamingPolicy = new LowerCase() };
        return options;
    });

    private sealed record CloudEventDocument(
        string Specversion, string Id, string Source, string Type, string Subject, DateTimeOffset Time, string Datacontenttype, string Correlationid, string Traceparent,
        JsonElement Data);

    private sealed class LowerCase : JsonNamingPolicy
    {
        public override string ConvertName(string name) => name.ToLowerInvariant();
    }
}
