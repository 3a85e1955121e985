using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace RevenueFunctions.Local.Capture;

/// <summary>
/// How an event can be sent again over Event Hubs REST. A batch carries any property but only text bodies; a request for a single event carries any body, but
/// its properties are headers.
/// </summary>
internal abstract record ReplayForm
{
    /// <summary>Bytes of a request: below the 1 MB that Event Hubs takes, with room for what goes around.</summary>
    public const int MostBytes = 900_000;

    private static readonly SearchValues<char> HeaderName = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    /// <summary>What a request says about itself, the hub or the connection: a property of that name would say it in its place, or get lost.</summary>
    private static readonly FrozenSet<string> ReservedHeaders = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Allow", "Authorization", "BrokerProperties", "Cache-Control", "Connection", "Cookie", "Date", "Expect", "Expires", "From",
        "Host", "Keep-Alive", "Last-Modified", "Max-Forwards", "Pragma", "Range", "Referer", "Retry-After", "Server", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "User-Agent", "Vary", "Via", "Warning");

    private static readonly string[] ReservedPrefixes = ["Content-", "If-", "Proxy-", "Sec-", "x-ms-"];
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ReplayForm()
    {
    }

    /// <summary>The form of an event.</summary>
    public static ReplayForm Of(CapturedEvent captured)
    {
        ArgumentNullException.ThrowIfNull(captured);
        var isText = Utf8.IsValid(captured.Body.Span) && (captured.ContentType is null || captured.ContentType.Contains("json", StringComparison.OrdinalIgnoreCase));
        if (isText && ElementOf(captured) is { Length: <= MostBytes } element)
        {
            return new InBatch(element);
        }

        return HeadersOf(captured) is { } headers
            ? new Single(headers)
            : new None("its body is no text, or too large for a batch, and not all its properties can be headers: Event Hubs REST cannot carry it. Take its file out of the folder, and send it with an AMQP client.");
    }

    private static byte[] ElementOf(CapturedEvent captured)
    {
        var bytes = new ArrayBufferWriter<byte>(captured.Body.Length + 512);
        using (var json = new Utf8JsonWriter(bytes, Json))
        {
            json.WriteStartObject();
            json.WriteString("Body", captured.Body.Span);
            json.WriteStartObject("UserProperties");
            foreach (var (name, value) in Properties(captured))
            {
                Write(json, name, value);
            }

            json.WriteEndObject();
            if (captured.PartitionKey is { } key)
            {
                json.WriteStartObject("BrokerProperties");
                json.WriteString("PartitionKey", key);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    // A batch has no content types. A CloudEvent whose attributes are properties needs one, and has an attribute for it.
    private static IEnumerable<KeyValuePair<string, object>> Properties(CapturedEvent captured)
    {
        foreach (var prefix in (string[])["cloudEvents:", "cloudEvents_"])
        {
            if (captured.Properties.ContainsKey($"{prefix}specversion") && !captured.Properties.ContainsKey($"{prefix}datacontenttype"))
            {
                return captured.Properties.Append(new($"{prefix}datacontenttype", captured.ContentType ?? "application/json"));
            }
        }

        return captured.Properties;
    }

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case long whole:
                json.WriteNumber(name, whole);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumber(name, number);
                break;
            default:
                json.WriteString(name, TextOf(value));
                break;
        }
    }

    private static string TextOf(object value) => value is byte[] bytes ? Convert.ToBase64String(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;

    private static List<KeyValuePair<string, string>>? HeadersOf(CapturedEvent captured)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in captured.Properties)
        {
            var text = TextOf(value);
            if (!CanName(name) || text.AsSpan().ContainsAnyExceptInRange(' ', '~') || (value is string && text.AsSpan().ContainsAny('"', '\\')))
            {
                return null;
            }

            headers.Add(new(name, value is string ? $"\"{text}\"" : text));
        }

        if (captured.PartitionKey is { } key)
        {
            // Escaped to ASCII: it goes into a header.
            headers.Add(new("BrokerProperties", $"{{\"PartitionKey\":{JsonSerializer.Serialize(key)}}}"));
        }

        return headers;
    }

    private static bool CanName(string header) =>
        header.Length > 0 && !header.AsSpan().ContainsAnyExcept(HeaderName) && !ReservedHeaders.Contains(header)
        && !ReservedPrefixes.Any(prefix => header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>An element of a batch.</summary>
    /// <param name="Element">Its JSON.</param>
    internal sealed record InBatch(byte[] Element) : ReplayForm;

    /// <summary>A request of its own.</summary>
    /// <param name="Headers">Its headers.</param>
    internal sealed record Single(IReadOnlyList<KeyValuePair<string, string>> Headers) : ReplayForm;

    /// <summary>It cannot be sent.</summary>
    /// <param name="Why">The reason.</param>
    internal sealed record None(string Why) : ReplayForm;
}
