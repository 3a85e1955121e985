using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace RevenueFunctions.Local.Engines.EventHub.Producers;

/// <summary>The broker's own properties of an event, as the REST protocol sends them in a header or with an event of a batch.</summary>
internal readonly record struct BrokerProperties(string? PartitionKey, string? MessageId, string? CorrelationId)
{
    public static BrokerProperties Parse(StringValues header)
    {
        if (StringValues.IsNullOrEmpty(header))
        {
            return default;
        }

        try
        {
            using var document = JsonDocument.Parse(header.ToString());
            return Parse(document.RootElement, "BrokerProperties");
        }
        catch (JsonException)
        {
            throw Malformed("BrokerProperties");
        }
    }

    public static BrokerProperties Parse(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Malformed(path);
        }

        return new BrokerProperties(Text(element, "PartitionKey", path), Text(element, "MessageId", path), Text(element, "CorrelationId", path));
    }

    private static string? Text(JsonElement element, string name, string path) =>
        !ProducerText.TryGet(element, name, path, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? ProducerText.KeyOf(ProducerText.Of(value, $"{path}.{name}"), $"{path}.{name}")
        : throw Malformed($"{path}.{name}");

    private static ProducerProblem Malformed(string path) => ProducerProblem.Malformed(
        path, "invalid-broker-properties", "BrokerProperties is a JSON object with texts.", """Send {"PartitionKey":"..."}, or leave it out.""");
}
