using System.Buffers;
using System.Text;
using System.Text.Json;

namespace RevenueFunctions.Local.Demo.Workload;

/// <summary>One producer's client: it batches facts and gives them the shapes that producers use. All its requests go to one partition.</summary>
internal sealed class ProducerOutbox(string partitionKey)
{
    /// <summary>The source mapping that the old agent names.</summary>
    public const string LegacyMapping = "legacy-metering";

    private const string HubPath = "messages";
    private const int CloudEventsABatch = 250;
    private const int ObjectsAnArray = 50;
    private const int ArraysARequest = 4;
    private const int SamplesAnUpload = 20;

    private readonly ArrayBufferWriter<byte> buffer = new(64 * 1024);
    private readonly List<Action<Utf8JsonWriter>> cloudEvents = [];
    private readonly List<Action<Utf8JsonWriter>> objects = [];
    private readonly List<string> arrays = [];
    private readonly List<Action<Utf8JsonWriter>> samples = [];
    private int arrayEvents;

    private readonly string cloudEventsPath = $"cloudevents?partitionKey={partitionKey}";
    private readonly KeyValuePair<string, string> broker = new("BrokerProperties", $$"""{"PartitionKey":"{{partitionKey}}"}""");

    /// <summary>Adds a CloudEvent to the batch; answers the request when it is full.</summary>
    public WireRequest? AddCloudEvent(UsageFact fact) => AddCloudEvent(json => FactJson.WriteCloudEvent(json, fact));

    /// <summary>Adds one element, whatever it is, to the batch of CloudEvents.</summary>
    public WireRequest? AddCloudEvent(Action<Utf8JsonWriter> write)
    {
        cloudEvents.Add(write);
        return cloudEvents.Count < CloudEventsABatch ? null : TakeCloudEvents();
    }

    /// <summary>Adds an object of the producer's own shape; answers the request when it is full.</summary>
    public WireRequest? AddObject(Action<Utf8JsonWriter> write)
    {
        objects.Add(write);
        if (objects.Count == ObjectsAnArray)
        {
            CloseArray();
        }

        return arrays.Count < ArraysARequest ? null : TakeArrays();
    }

    /// <summary>Adds a sample of the old agent; answers its upload, one hub event that carries an array and names its mapping, when it is full.</summary>
    public WireRequest? AddSample(UsageFact fact)
    {
        samples.Add(json => FactJson.WriteLegacySample(json, fact));
        return samples.Count < SamplesAnUpload ? null : TakeSamples();
    }

    /// <summary>One CloudEvent alone, structured or binary.</summary>
    public WireRequest Single(UsageFact fact, bool binary) => binary
        ? new WireRequest(WireShape.CloudEventBinary, cloudEventsPath, "application/json", BinaryHeaders(fact), Write(json => FactJson.WriteData(json, fact)), 1)
        : new WireRequest(WireShape.CloudEventStructured, cloudEventsPath, "application/cloudevents+json", [], Write(json => FactJson.WriteCloudEvent(json, fact)), 1);

    /// <summary>One hub event with this body; the mapping is named in an application property.</summary>
    public WireRequest HubEvent(ReadOnlyMemory<byte> body, string? mapping, int events = 1) => new(
        WireShape.HubSingle,
        HubPath,
        "application/atom+xml;type=entry;charset=utf-8",
        mapping is null ? [broker] : [broker, new("mapping", mapping)],
        body,
        events);

    /// <summary>The JSON of one object.</summary>
    public byte[] Write(Action<Utf8JsonWriter> write)
    {
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>What is still waiting for its batch to fill.</summary>
    public IEnumerable<WireRequest> Flush()
    {
        if (cloudEvents.Count > 0)
        {
            yield return TakeCloudEvents();
        }

        CloseArray();
        if (arrays.Count > 0)
        {
            yield return TakeArrays();
        }

        if (samples.Count > 0)
        {
            yield return TakeSamples();
        }
    }

    private WireRequest TakeSamples()
    {
        var request = HubEvent(WriteArray(samples), LegacyMapping, samples.Count);
        samples.Clear();
        return request;
    }

    private WireRequest TakeCloudEvents()
    {
        var body = WriteArray(cloudEvents);
        var request = new WireRequest(WireShape.CloudEventBatch, cloudEventsPath, "application/cloudevents-batch+json", [], body, cloudEvents.Count);
        cloudEvents.Clear();
        return request;
    }

    private void CloseArray()
    {
        if (objects.Count == 0)
        {
            return;
        }

        arrays.Add(Encoding.UTF8.GetString(WriteArray(objects)));
        arrayEvents += objects.Count;
        objects.Clear();
    }

    private WireRequest TakeArrays()
    {
        var body = Write(json =>
        {
            json.WriteStartArray();
            foreach (var array in arrays)
            {
                json.WriteStartObject();
                json.WriteString("Body"u8, array);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
        var request = new WireRequest(WireShape.HubBatch, HubPath, "application/vnd.microsoft.servicebus.json", [broker], body, arrayEvents);
        arrays.Clear();
        arrayEvents = 0;
        return request;
    }

    private byte[] WriteArray(List<Action<Utf8JsonWriter>> elements) => Write(json =>
    {
        json.WriteStartArray();
        foreach (var element in elements)
        {
            element(json);
        }

        json.WriteEndArray();
    });

    private static KeyValuePair<string, string>[] BinaryHeaders(UsageFact fact) =>
    [
        new("ce-specversion", "1.0"), new("ce-id", fact.Id), new("ce-source", fact.Source), new("ce-type", fact.Type),
        new("ce-subject", fact.Subject), new("ce-time", FactJson.Rfc3339(fact.Time)),
    ];
}
