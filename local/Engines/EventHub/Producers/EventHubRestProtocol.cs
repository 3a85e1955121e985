using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace RevenueFunctions.Local.Engines.EventHub.Producers;

/// <summary>The Event Hubs REST protocol: one event (any content type, custom headers are its properties), or a JSON array of events.</summary>
internal static class EventHubRestProtocol
{
    private const string BatchType = "application/vnd.microsoft.servicebus.json";

    /// <summary>Headers of HTTP itself, of proxies and of clients; every other header is a property of the event.</summary>
    private static readonly HashSet<string> NotProperties = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Authorization", "BrokerProperties", "Cache-Control", "Connection",
        "Content-Encoding", "Content-Language", "Content-Length", "Content-Type", "Cookie", "Date", "Expect", "Forwarded", "From", "Host",
        "Keep-Alive", "Origin", "Pragma", "Proxy-Authorization", "Proxy-Connection", "Referer", "Request-Id", "TE", "Trailer", "Transfer-Encoding",
        "Upgrade", "User-Agent", "Via", "Warning", "traceparent", "tracestate", "baggage",
    };

    private static readonly string[] NotPropertyPrefixes = ["X-Forwarded-", "X-Ms-", "Sec-", ":"];

    /// <summary>The request's events and the partition key that BrokerProperties names.</summary>
    public static (IReadOnlyList<HubEvent> Events, string? PartitionKey) Parse(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var broker = BrokerProperties.Parse(request.Headers["BrokerProperties"]);
        if (request.ContentType?.StartsWith(BatchType, StringComparison.OrdinalIgnoreCase) == true)
        {
            return ParseBatch(body, broker.PartitionKey);
        }

        var single = new HubEvent(body, Properties(request.Headers), request.ContentType) { MessageId = broker.MessageId, CorrelationId = broker.CorrelationId };
        return ([single], broker.PartitionKey);
    }

    private static List<KeyValuePair<string, object>> Properties(IHeaderDictionary headers)
    {
        var properties = new List<KeyValuePair<string, object>>();
        foreach (var (name, value) in headers)
        {
            if (!NotProperties.Contains(name) && !Array.Exists(NotPropertyPrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                properties.Add(new(name, Unquoted(value)));
            }
        }

        // The name under which the Azure SDKs carry the trace of the sender.
        if (headers.TryGetValue("traceparent", out var trace))
        {
            properties.Add(new("Diagnostic-Id", trace.ToString()));
        }

        return properties;
    }

    /// <summary>Clients of the REST protocol write strings in quotes.</summary>
    private static string Unquoted(StringValues value)
    {
        var text = value.ToString();
        return text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text;
    }

    private static (IReadOnlyList<HubEvent> Events, string? PartitionKey) ParseBatch(ReadOnlyMemory<byte> body, string? partitionKey)
    {
        using var document = ParseJson(body);
        if (document.RootElement.ValueKind != JsonValueKind.Array || document.RootElement.GetArrayLength() == 0)
        {
            throw Malformed("$", "A batch is a JSON array of at least one event.");
        }

        if (document.RootElement.GetArrayLength() > HubEvent.MaximumEvents)
        {
            throw ProducerProblem.TooMany(document.RootElement.GetArrayLength());
        }

        var events = new List<HubEvent>(document.RootElement.GetArrayLength());
        foreach (var element in document.RootElement.EnumerateArray())
        {
            var path = FormattableString.Invariant($"$[{events.Count}]");
            if (element.ValueKind != JsonValueKind.Object || !ProducerText.TryGet(element, "Body", path, out var eventBody))
            {
                throw Malformed(path, "An event is an object with a Body.");
            }

            var broker = ProducerText.TryGet(element, "BrokerProperties", path, out var nested) ? BrokerProperties.Parse(nested, path + ".BrokerProperties") : default;
            if (broker.PartitionKey is not null && partitionKey is not null && broker.PartitionKey != partitionKey)
            {
                throw Malformed(path + ".BrokerProperties.PartitionKey", "All events of a batch go to one partition, so they share one partition key.");
            }

            partitionKey ??= broker.PartitionKey;
            events.Add(new HubEvent(BodyBytes(eventBody, path + ".Body"), UserProperties(element, path)) { MessageId = broker.MessageId, CorrelationId = broker.CorrelationId });
        }

        return (events, partitionKey);
    }

    /// <summary>A body is text by the protocol; any other JSON value is taken byte for byte as it is written, for ingest to judge.</summary>
    private static byte[] BodyBytes(JsonElement body, string path) => body.ValueKind == JsonValueKind.String
        ? Encoding.UTF8.GetBytes(ProducerText.Of(body, path))
        : JsonMarshal.GetRawUtf8Value(body).ToArray();

    private static List<KeyValuePair<string, object>>? UserProperties(JsonElement element, string path)
    {
        if (!ProducerText.TryGet(element, "UserProperties", path, out var properties) || properties.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (properties.ValueKind != JsonValueKind.Object)
        {
            throw Malformed(path + ".UserProperties", "UserProperties is an object.");
        }

        var values = new List<KeyValuePair<string, object>>();
        foreach (var property in properties.EnumerateObject())
        {
            var name = ProducerText.NameOf(property, path + ".UserProperties");
            object? value = property.Value.ValueKind switch
            {
                JsonValueKind.String => ProducerText.Of(property.Value, $"{path}.UserProperties.{name}"),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Number => property.Value.TryGetInt64(out var whole) ? (object)whole : property.Value.GetDouble(),
                JsonValueKind.Null => null,
                _ => throw Malformed($"{path}.UserProperties.{name}", "A property is a string, a number or a boolean."),
            };
            if (value is not null)
            {
                values.Add(new(name, value));
            }
        }

        return values;
    }

    private static JsonDocument ParseJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException exception)
        {
            throw Malformed("$", $"The batch is not valid JSON: {exception.Message}");
        }
    }

    private static ProducerProblem Malformed(string path, string message) =>
        ProducerProblem.Malformed(path, "invalid-batch", message, """Send [{"Body":"...","UserProperties":{...}}, ...].""");
}
