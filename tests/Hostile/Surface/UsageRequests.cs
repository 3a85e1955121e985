using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using RevenueFunctions.Tests.Hostile.Mutation;

namespace RevenueFunctions.Tests.Hostile.Surface;

/// <summary>Valid usage in every form that producers may choose: CloudEvents structured, binary and in batches, Event Hubs REST single and in batches, and mapped shapes.</summary>
internal sealed class UsageRequests(SeedCatalog catalog, SchemaSample sample)
{
    private static readonly Operation CloudEvents = new("POST", "/{hub}/cloudevents", ["partitionKey"], null);
    private static readonly Operation Messages = new("POST", "/{hub}/messages", [], null);
    private static readonly Operation Partition = new("POST", "/{hub}/partitions/{partition}/messages", [], null);
    private static readonly Operation Publisher = new("POST", "/{hub}/publishers/{publisher}/messages", [], null);

    private readonly IReadOnlyList<JsonTree.Object> types = [.. catalog.All("eventTypes").Where(type => type["schema"] is not null)];
    private readonly IReadOnlyList<string> subjects = [.. catalog.All("accounts").Select(account => JsonSerializer.Deserialize<string>(account["id"]!.ToString())!)];
    private readonly IReadOnlyList<JsonTree.Object> mappings = catalog.All("sourceMappings");

    /// <summary>A time in the months that the seeded subscriptions cover.</summary>
    public static string Time(SeededChoice choice) =>
        string.Create(CultureInfo.InvariantCulture, $"2026-{6 + choice.Below(5):D2}-{1 + choice.Below(28):D2}T{choice.Below(24):D2}:{choice.Below(60):D2}:{choice.Below(60):D2}Z");

    /// <summary>A request with usage.</summary>
    public RequestDraft Make(SeededChoice choice) => choice.Below(7) switch
    {
        0 => Draft(CloudEvents, Event(choice), "application/cloudevents+json"),
        1 => Draft(CloudEvents, new JsonTree.Array([.. Enumerable.Range(0, 1 + choice.Below(6)).Select(_ => Event(choice))]), "application/cloudevents-batch+json"),
        2 => Binary(choice),
        3 => Draft(choice.Pick([Messages, Partition, Publisher]), choice.Percent(50) ? Event(choice) : Mapped(choice), "application/json"),
        4 => Draft(Messages, new JsonTree.Array([.. Enumerable.Range(0, 1 + choice.Below(6)).Select(_ => BatchItem(choice))]), "application/vnd.microsoft.servicebus.json"),
        5 => Draft(Messages, Mapped(choice), "application/json") with { Headers = [new("Content-Type", "application/json"), new("mapping", "legacy-metering")] },
        _ => Compressed(Draft(CloudEvents, Event(choice), "application/cloudevents+json")),
    };

    /// <summary>A usage event as structured CloudEvent.</summary>
    public JsonTree.Object Event(SeededChoice choice)
    {
        var type = choice.Pick(types);
        using var schema = JsonDocument.Parse(type["schema"]!.ToString());
        return new JsonTree.Object(
        [
            new("\"specversion\"", JsonTree.Text("1.0")),
            new("\"id\"", JsonTree.Text(string.Create(CultureInfo.InvariantCulture, $"e-{choice.Below(100_000)}"))),
            new("\"source\"", JsonTree.Text(choice.Pick(["/pods/1", "/pods/2", "urn:x"]))),
            new("\"type\"", type["type"]!),
            new("\"subject\"", JsonTree.Text(choice.Pick(subjects))),
            new("\"time\"", JsonTree.Text(Time(choice))),
            new("\"data\"", sample.Make(schema.RootElement, choice)),
        ]);
    }

    private RequestDraft Binary(SeededChoice choice)
    {
        var structured = Event(choice);
        return new RequestDraft
        {
            Operation = CloudEvents,
            Method = "POST",
            Path = new Dictionary<string, string> { ["hub"] = "usage" },
            Headers =
            [
                new("Content-Type", "application/json"),
                .. structured.Members.Where(member => member.Plain != "data").Select(member => KeyValuePair.Create("ce-" + member.Plain, JsonSerializer.Deserialize<string>(member.Value.ToString())!)),
            ],
            Tree = structured["data"],
        };
    }

    private JsonTree.Object BatchItem(SeededChoice choice) => new(
    [
        new("\"Body\"", choice.Percent(70) ? JsonTree.Text(Event(choice).ToString()) : Event(choice)),
        .. choice.Percent(30) ? [new JsonTree.Member("\"UserProperties\"", JsonTree.Parse("""{"tenant":"a","n":1,"ok":true}"""))] : Array.Empty<JsonTree.Member>(),
        .. choice.Percent(30) ? [new JsonTree.Member("\"BrokerProperties\"", JsonTree.Parse("""{"PartitionKey":"k","MessageId":"m"}"""))] : Array.Empty<JsonTree.Member>(),
    ]);

    /// <summary>A payload as a source mapping reads it: a value at each path that the mapping names.</summary>
    private JsonTree Mapped(SeededChoice choice)
    {
        var mapping = choice.Pick(mappings);
        JsonTree payload = new JsonTree.Object([]);
        foreach (var (name, rule) in Rules(mapping))
        {
            var value = name == "subject" ? JsonTree.Text(choice.Pick(subjects)) : (rule["as"]?.ToString()) switch
            {
                "\"number\"" => new JsonTree.Raw(choice.Below(1_000_000).ToString(CultureInfo.InvariantCulture)),
                "\"time\"" => JsonTree.Text(Time(choice)),
                "\"unixMilliseconds\"" => new JsonTree.Raw((1_780_617_600_000L + (choice.Below(140) * 86_400_000L)).ToString(CultureInfo.InvariantCulture)),
                _ => JsonTree.Text(string.Create(CultureInfo.InvariantCulture, $"v{choice.Below(1000)}")),
            };
            foreach (var path in Paths(rule))
            {
                payload = Set(payload, path.Split('.'), value);
            }
        }

        return mapping["match"] is JsonTree.Object match && match["equalTo"] is { } equalTo ? Set(payload, Plain(match["path"]!).Split('.'), equalTo) : payload;
    }

    private static IEnumerable<(string Name, JsonTree.Object Rule)> Rules(JsonTree.Object mapping) =>
        new[] { "source", "id", "type", "time", "subject" }.Select(name => (name, mapping[name] as JsonTree.Object))
            .Concat((mapping["data"] as JsonTree.Object)?.Members.Select(member => (member.Plain, member.Value as JsonTree.Object)) ?? [])
            .Where(rule => rule.Item2 is not null).Select(rule => (rule.Item1, rule.Item2!));

    private static IEnumerable<string> Paths(JsonTree.Object rule) =>
        rule["path"] is { } path ? [Plain(path)]
        : rule["template"] is { } template ? Plain(template).Split('{').Skip(1).Select(part => part.Split('}')[0])
        : [];

    private static JsonTree.Object Set(JsonTree tree, ReadOnlySpan<string> path, JsonTree value)
    {
        var members = tree as JsonTree.Object ?? new JsonTree.Object([]);
        return members.With(path[0], path.Length == 1 ? value : Set(members[path[0]] ?? new JsonTree.Object([]), path[1..], value));
    }

    private static string Plain(JsonTree text) => JsonSerializer.Deserialize<string>(text.ToString())!;

    private static RequestDraft Draft(Operation operation, JsonTree body, string contentType) => new()
    {
        Operation = operation,
        Method = "POST",
        Path = new Dictionary<string, string> { ["hub"] = "usage", ["partition"] = "1", ["publisher"] = "pod-7" },
        Headers = [new("Content-Type", contentType)],
        Tree = body,
    };

    private static RequestDraft Compressed(RequestDraft draft) => draft.WithHeader("Content-Encoding", "gzip") with { Bytes = Gzip(draft.Body) };

    /// <summary>The bytes as gzip.</summary>
    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
