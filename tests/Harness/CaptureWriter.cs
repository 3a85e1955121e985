using System.Globalization;
using Avro;
using Avro.File;
using Avro.Generic;

namespace RevenueFunctions.Tests.Harness;

/// <summary>Writes files as Event Hubs Capture does: its schema, its names, its form of times.</summary>
public static class CaptureWriter
{
    private const string Schema = """
        {"type":"record","name":"EventData","namespace":"Microsoft.ServiceBus.Messaging","fields":[
          {"name":"SequenceNumber","type":"long"},{"name":"Offset","type":"string"},{"name":"EnqueuedTimeUtc","type":"string"},
          {"name":"SystemProperties","type":{"type":"map","values":["long","double","string","bytes"]}},
          {"name":"Properties","type":{"type":"map","values":["long","double","string","bytes","null"]}},
          {"name":"Body","type":["null","bytes"]}]}
        """;

    /// <summary>The name of a partition's file that begins at a time.</summary>
    public static string NameOf(int partition, DateTimeOffset begin) =>
        string.Create(CultureInfo.InvariantCulture, $"evhns-fabric/usage/{partition}/{begin.UtcDateTime:yyyy/MM/dd/HH/mm/ss}.avro");

    /// <summary>Writes a file; <paramref name="perBlock"/> events to a block of it.</summary>
    public static void Write(string path, IEnumerable<CapturedMessage> messages, bool deflates = false, int perBlock = 100)
    {
        ArgumentNullException.ThrowIfNull(messages);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var schema = (RecordSchema)Avro.Schema.Parse(Schema);
        using var writer = DataFileWriter<GenericRecord>.OpenWriter(
            new GenericDatumWriter<GenericRecord>(schema), path, Codec.CreateCodec(deflates ? Codec.Type.Deflate : Codec.Type.Null));
        var written = 0;
        foreach (var message in messages)
        {
            writer.Append(RecordOf(schema, message));
            if (++written % perBlock == 0)
            {
                writer.Sync();
            }
        }
    }

    private static GenericRecord RecordOf(RecordSchema schema, CapturedMessage message)
    {
        var system = new Dictionary<string, object>(StringComparer.Ordinal) { ["x-opt-enqueued-time"] = message.EnqueuedAt.ToUnixTimeMilliseconds() };
        if (message.PartitionKey is not null)
        {
            system["x-opt-partition-key"] = message.PartitionKey;
        }

        var record = new GenericRecord(schema);
        record.Add("SequenceNumber", message.SequenceNumber);
        record.Add("Offset", (message.SequenceNumber * 512).ToString(CultureInfo.InvariantCulture));
        record.Add("EnqueuedTimeUtc", message.EnqueuedAt.UtcDateTime.ToString("M/d/yyyy h:mm:ss tt", CultureInfo.InvariantCulture));
        record.Add("SystemProperties", system);
        record.Add("Properties", new Dictionary<string, object>(message.Properties ?? new Dictionary<string, object>(), StringComparer.Ordinal));
        record.Add("Body", message.Body);
        return record;
    }
}
