using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace RevenueFunctions.Ingest;

/// <summary>Takes hub events apart into usage items, whatever form the producer chose. Reuses its buffers; one thread at a time.</summary>
internal sealed class EventDecoder
{
    /// <summary>Usage events in one hub event; more would not fit its ledger entry into one atomic write.</summary>
    public const int MostEvents = 50_000;

    private static readonly string[] Prefixes = ["cloudEvents_", "cloudEvents:"];

    private readonly MemberNames names = new();
    private readonly CloudEventReader cloudEvents;
    private IngestCatalog catalog = IngestCatalog.Empty;

    public EventDecoder() => cloudEvents = new CloudEventReader(names);

    /// <summary>Adds the usage events of a hub event. Never throws for what the producer sent.</summary>
    public void Decode(HubEvent hub, IngestCatalog from, UsageItems into)
    {
        catalog = from;
        if (!Utf8.IsValid(hub.Body.Span))
        {
            into.Add(hub, 0, hub.Body, whole: true).Quarantine(QuarantineReason.InvalidUtf8);
            return;
        }

        if (IsBinary(hub))
        {
            DecodeBinary(hub, into.Add(hub, 0, hub.Body, whole: true));
            return;
        }

        if (hub.ContentType is not null && !CloudEventReader.IsJson(Encoding.UTF8.GetBytes(hub.ContentType)) && !SaysNothing(hub.ContentType))
        {
            into.Add(hub, 0, hub.Body, whole: true).Quarantine(QuarantineReason.UnsupportedContentType, detail: hub.ContentType);
            return;
        }

        DecodeDocument(hub, into);
    }

    /// <summary>Adds one usage event that was an element of a hub event's array.</summary>
    public void DecodeElement(HubEvent hub, int index, ReadOnlyMemory<byte> element, IngestCatalog from, UsageItems into)
    {
        catalog = from;
        var item = into.Add(hub, index, element, whole: false);
        var reader = new Utf8JsonReader(element.Span, JsonWalk.Options);
        try
        {
            reader.Read();
            DecodeValue(ref reader, element, item);
        }
        catch (JsonException wrong)
        {
            item.Quarantine(JsonWalk.Describe(wrong, reader.CurrentDepth, out var detail), detail: detail);
        }
    }

    private void DecodeDocument(HubEvent hub, UsageItems into)
    {
        var first = into.Count;
        var reader = new Utf8JsonReader(hub.Body.Span, JsonWalk.Options);
        try
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                DecodeArray(ref reader, hub, into);
            }
            else
            {
                DecodeValue(ref reader, hub.Body, into.Add(hub, 0, hub.Body, whole: true));
            }

            // A second value after the first one throws here.
            while (reader.Read())
            {
            }
        }
        catch (JsonException wrong)
        {
            // The document as a whole is no JSON: what was read from its beginning is taken back, and it is kept in one piece.
            into.Truncate(first);
            into.Add(hub, 0, hub.Body, whole: true).Quarantine(JsonWalk.Describe(wrong, reader.CurrentDepth, out var detail), detail: detail);
        }
    }

    private void DecodeArray(ref Utf8JsonReader reader, HubEvent hub, UsageItems into)
    {
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            var start = (int)reader.TokenStartIndex;
            var item = into.Add(hub, index, default, whole: false);
            DecodeValue(ref reader, hub.Body, item);
            item.Raw = hub.Body[start..(int)reader.BytesConsumed];
            if (index == MostEvents)
            {
                into.Truncate(into.Count - index - 1);
                into.Add(hub, 0, hub.Body, whole: true).Quarantine(QuarantineReason.TooManyEvents);
                break;
            }
        }
    }

    // Leaves the reader on the last token of the value, also when the value is refused.
    private void DecodeValue(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, UsageItem item)
    {
        var start = (int)reader.TokenStartIndex;
        var before = reader;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            item.Quarantine(QuarantineReason.NotAnObject);
            return;
        }

        try
        {
            var isCloudEvent = cloudEvents.Read(ref reader, body, item, out var fault);
            if (fault != QuarantineReason.None)
            {
                reader = before;
                reader.Skip();
            }
            else if (!isCloudEvent)
            {
                DecodeMapped(body[start..(int)reader.BytesConsumed], item);
            }
        }
        catch (InvalidOperationException)
        {
            // Thrown while unescaping: half of a surrogate pair.
            reader = before;
            reader.Skip();
            item.Quarantine(QuarantineReason.InvalidText);
        }
    }

    private void DecodeMapped(ReadOnlyMemory<byte> payload, UsageItem item)
    {
        var (hub, index, raw, whole) = (item.Hub, item.Index, item.Raw, item.Whole);
        item.Reset(hub, index, raw, whole);
        if (hub.Properties is not null && hub.Properties.TryGetValue("mapping", out var key))
        {
            if (catalog.Mapping(key) is { } named)
            {
                named.Read(payload, item);
            }
            else
            {
                item.Quarantine(QuarantineReason.UnknownMapping, EventText.Show(Encoding.UTF8.GetBytes(key)));
            }

            return;
        }

        if (IsCloudEventsType(hub.ContentType))
        {
            item.Quarantine(QuarantineReason.MissingField, detail: "specversion");
            return;
        }

        foreach (var mapping in catalog.Matching)
        {
            if (mapping.TryMatch(payload, item))
            {
                return;
            }
        }

        item.Quarantine(QuarantineReason.UnrecognizedFormat);
    }

    private void DecodeBinary(HubEvent hub, UsageItem item)
    {
        if (Attribute(hub, "specversion") != "1.0")
        {
            item.Quarantine(QuarantineReason.UnsupportedSpecVersion);
            return;
        }

        var contentType = Attribute(hub, "datacontenttype") ?? hub.ContentType ?? string.Empty;
        if (!CloudEventReader.IsJson(Encoding.UTF8.GetBytes(contentType)))
        {
            item.Quarantine(QuarantineReason.UnsupportedContentType, detail: contentType);
            return;
        }

        item.Id = Encoding.UTF8.GetBytes(Attribute(hub, "id") ?? string.Empty);
        item.Source = Encoding.UTF8.GetBytes(Attribute(hub, "source") ?? string.Empty);
        item.Type = Encoding.UTF8.GetBytes(Attribute(hub, "type") ?? string.Empty);
        item.Subject = Encoding.UTF8.GetBytes(Attribute(hub, "subject") ?? string.Empty);
        item.Data = hub.Body;
        item.TimeMs = long.MinValue;
        if (Attribute(hub, "time") is { } time && Rfc3339.Parse(Encoding.UTF8.GetBytes(time), out item.TimeMs) is var wrong and not QuarantineReason.None)
        {
            item.Quarantine(wrong, detail: "time");
            return;
        }

        var fault = hub.Body.IsEmpty ? QuarantineReason.None : JsonWalk.Check(hub.Body.Span, names, out _);
        if (fault != QuarantineReason.None)
        {
            item.Quarantine(fault);
            return;
        }

        CloudEventReader.CheckFields(item);
    }

    private static bool IsBinary(HubEvent hub) => hub.Properties is { Count: > 0 } && Attribute(hub, "specversion") is not null;

    private static string? Attribute(HubEvent hub, string name)
    {
        foreach (var prefix in Prefixes)
        {
            if (hub.Properties!.TryGetValue(prefix + name, out var value))
            {
                return value;
            }
        }

        return null;
    }

    private static bool IsCloudEventsType(string? contentType) =>
        contentType is not null && contentType.StartsWith("application/cloudevents", StringComparison.OrdinalIgnoreCase);

    // Event Hubs clients label bytes of any kind so; the body itself tells.
    // What clients send that do not know: bare bytes, and the type that the documentation of the Event Hubs REST protocol tells everybody to send.
    private static bool SaysNothing(string contentType) =>
        contentType.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase)
        || contentType.StartsWith("application/atom+xml", StringComparison.OrdinalIgnoreCase);
}
