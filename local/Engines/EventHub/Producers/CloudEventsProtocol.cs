using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Local.Engines.EventHub.Producers;

/// <summary>
/// CloudEvents 1.0 over HTTP. A structured event and a batch stay the bytes they are, as one hub event: what is inside is judged by
/// ingest, which quarantines instead of refusing. The attributes of a binary event become properties as in the AMQP binding.
/// </summary>
internal static class CloudEventsProtocol
{
    private const string StructuredType = "application/cloudevents+json";
    private const string BatchType = "application/cloudevents-batch+json";
    private const string HeaderPrefix = "ce-";
    private const string PropertyPrefix = "cloudEvents:";

    private static readonly string[] Required = ["specversion", "id", "source", "type"];

    /// <summary>The hub event, and the partition key: the query's partitionKey, else the event's own partitionkey attribute.</summary>
    public static (HubEvent Event, string? PartitionKey) Parse(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var key = request.Query.TryGetValue("partitionKey", out var named) ? named.ToString() : null;
        var type = request.ContentType ?? string.Empty;
        if (IsType(type, StructuredType) || IsType(type, BatchType))
        {
            return (new HubEvent(body, Trace(request.Headers), request.ContentType), key);
        }

        if (!request.Headers.Keys.Any(name => name.StartsWith(HeaderPrefix, StringComparison.OrdinalIgnoreCase)))
        {
            throw ProducerProblem.UnsupportedMedia(
                $"The request is no CloudEvent: its content type is '{type}' and it has no ce- headers.", $"Send {StructuredType}, {BatchType}, or the headers ce-specversion, ce-id, ce-source and ce-type.");
        }

        var properties = Attributes(request.Headers);
        foreach (var attribute in Required)
        {
            if (!properties.Exists(property => property.Key == PropertyPrefix + attribute))
            {
                throw ProducerProblem.Malformed(HeaderPrefix + attribute, "missing-attribute", $"A CloudEvent needs the attribute '{attribute}'.", $"Send the header {HeaderPrefix}{attribute}.");
            }
        }

        key ??= properties.Find(property => property.Key == PropertyPrefix + "partitionkey").Value as string;
        return (new HubEvent(body, properties, request.ContentType), key);
    }

    [SuppressMessage("Globalization", "CA1308", Justification = "Attribute names of CloudEvents are lower case by specification.")]
    private static List<KeyValuePair<string, object>> Attributes(IHeaderDictionary headers)
    {
        var properties = Trace(headers) ?? [];
        foreach (var (name, value) in headers)
        {
            if (name.StartsWith(HeaderPrefix, StringComparison.OrdinalIgnoreCase) && value.ToString() is { Length: > 0 } text)
            {
                properties.Add(new(PropertyPrefix + name[HeaderPrefix.Length..].ToLowerInvariant(), Decode(text)));
            }
        }

        return properties;
    }

    /// <summary>The HTTP binding percent-encodes what a header cannot hold, and lets a sender quote a value.</summary>
    private static string Decode(string value) => Uri.UnescapeDataString(value.Length >= 2 && value[0] == '"' && value[^1] == '"' ? value[1..^1] : value);

    private static List<KeyValuePair<string, object>>? Trace(IHeaderDictionary headers) =>
        headers.TryGetValue("traceparent", out var trace) ? [new("Diagnostic-Id", trace.ToString())] : null;

    private static bool IsType(string contentType, string type) =>
        contentType.StartsWith(type, StringComparison.OrdinalIgnoreCase) && (contentType.Length == type.Length || contentType[type.Length] is ';' or ' ');
}
