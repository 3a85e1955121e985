using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RevenueFunctions.Local.Engines.Durable.History;

/// <summary>History and instance rows as JSON, in storage and in recorded histories.</summary>
public static class HistoryJson
{
    private static readonly HistoryJsonContext Context = new(new JsonSerializerOptions(HistoryJsonContext.Default.Options)
    {
        // Payloads are JSON texts inside JSON: escaping only what must be keeps rows short and readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>A recorded history, readable.</summary>
    public static string Write(IEnumerable<HistoryEvent> events) =>
        "[\n  " + string.Join(",\n  ", events.Select(one => JsonSerializer.Serialize(one, Context.HistoryEvent))) + "\n]\n";

    /// <summary>The events of a recorded history.</summary>
    /// <exception cref="JsonException">The text is no history.</exception>
    public static IReadOnlyList<HistoryEvent> Read(string json) =>
        JsonSerializer.Deserialize(json, Context.ListHistoryEvent) ?? throw new JsonException("Expected an array of history events, found null.");

    internal static byte[] Bytes(EpisodeRow row) => JsonSerializer.SerializeToUtf8Bytes(row, Context.EpisodeRow);

    internal static byte[] Bytes(InstanceRow row) => JsonSerializer.SerializeToUtf8Bytes(row, Context.InstanceRow);

    internal static byte[] Bytes(InboxRow row) => JsonSerializer.SerializeToUtf8Bytes(row, Context.InboxRow);

    internal static EpisodeRow ReadEpisode(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, Context.EpisodeRow)!;

    internal static InstanceRow ReadInstance(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, Context.InstanceRow)!;

    internal static InboxRow ReadInbox(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, Context.InboxRow)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(List<HistoryEvent>))]
[JsonSerializable(typeof(EpisodeRow))]
[JsonSerializable(typeof(InstanceRow))]
[JsonSerializable(typeof(InboxRow))]
internal sealed partial class HistoryJsonContext : JsonSerializerContext;
