using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RevenueFunctions.Local.Demo.Workload;
using RevenueFunctions.Local.Engines.EventHub;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>Gives letters the bytes in which they travel.</summary>
internal static class SentBytes
{
    private static readonly JsonWriterOptions Spaced = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a fact says beside its identity.</summary>
    public static string ContentOf(UsageFact fact) =>
        $"{fact.Type}\n{fact.Subject}\n{fact.Time.ToUnixTimeMilliseconds()}\n{Encoding.UTF8.GetString(Write(json => FactJson.WriteData(json, fact)))}";

    /// <summary>The document of one letter.</summary>
    public static byte[] Document(Letter letter) => letter switch
    {
        { Raw: { } raw } => raw,
        { Item: SentItem.Usage { Fact: var fact }, Shape: LetterShape.Own } => Write(json => WriteOwn(json, fact)),
        { Item: SentItem.Usage { Fact: var fact }, Shape: LetterShape.Binary } => Write(json => FactJson.WriteData(json, fact)),
        { Item: SentItem.Usage { Fact: var fact }, Shape: LetterShape.Spaced } => Write(json => FactJson.WriteCloudEvent(json, fact), Spaced),
        { Item: SentItem.Usage { Fact: var fact } } => Write(json => FactJson.WriteCloudEvent(json, fact)),
        _ => throw new InvalidOperationException("A letter without a fact brings its own bytes."),
    };

    /// <summary>The documents in one array.</summary>
    public static byte[] Array(IEnumerable<byte[]> documents)
    {
        var body = new ArrayBufferWriter<byte>();
        body.Write("["u8);
        foreach (var document in documents)
        {
            body.Write(body.WrittenCount > 1 ? ", "u8 : ""u8);
            body.Write(document);
        }

        body.Write("]"u8);
        return body.WrittenSpan.ToArray();
    }

    /// <summary>The JSON of a writer.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write, JsonWriterOptions options = default)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            write(json);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The application properties of a letter that travels alone or with others of its shape.</summary>
    public static IReadOnlyList<KeyValuePair<string, object>>? Properties(Letter letter) => letter switch
    {
        { Shape: LetterShape.Binary, Item: SentItem.Usage { Fact: var fact } } =>
        [
            new("cloudEvents:specversion", "1.0"), new("cloudEvents:id", fact.Id), new("cloudEvents:source", fact.Source), new("cloudEvents:type", fact.Type),
            new("cloudEvents:subject", fact.Subject), new("cloudEvents:time", FactJson.Rfc3339(fact.Time)),
        ],
        { Shape: LetterShape.Own, Item: SentItem.Usage { Fact.Type: LetterShapes.Legacy } } => [new("mapping", ProducerOutbox.LegacyMapping)],
        _ => null,
    };

    private static void WriteOwn(Utf8JsonWriter json, UsageFact fact)
    {
        if (fact.Type == LetterShapes.Legacy)
        {
            FactJson.WriteLegacySample(json, fact);
        }
        else
        {
            FactJson.WriteCdnLog(json, fact, "production");
        }
    }
}
