using System.Globalization;
using Avro;
using Avro.File;
using Avro.Generic;

namespace RevenueFunctions.Local.Capture;

/// <summary>Reads the events of a captured file, one after the other: of a file of any size, one block is in memory.</summary>
internal static class CaptureReader
{
    private static readonly string[] Fields = ["SequenceNumber", "EnqueuedTimeUtc", "SystemProperties", "Properties", "Body"];
    private static readonly string[] PartitionKeys = ["x-opt-partition-key", "PartitionKey"];
    private static readonly string[] ContentTypes = ["content-type", "ContentType"];

    /// <summary>The events.</summary>
    /// <exception cref="CaptureFileException">The file is damaged, or none of Event Hubs Capture.</exception>
    public static IEnumerable<CapturedEvent> Read(CaptureFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        AvroBlocks.Check(file);
        using var stream = File.OpenRead(file.Path);
        using var reader = Open(file, stream);
        CheckSchema(file, reader.GetSchema());
        for (var record = 1L; Next(file, reader, record) is { } next; record++)
        {
            yield return Event(file, record, next);
        }
    }

    private static IFileReader<GenericRecord> Open(CaptureFile file, Stream stream)
    {
        try
        {
            return DataFileReader<GenericRecord>.OpenReader(stream, null, DecoderOf, leaveOpen: true);
        }
        catch (Exception unreadable) when (IsDamage(unreadable))
        {
            throw new CaptureFileException($"{file.Name}, byte 0: its header cannot be read: {unreadable.Message}", unreadable);
        }
    }

    // The library's own choice of a decoder fails on a header without a schema as if the fault were the program's.
    private static DatumReader<GenericRecord> DecoderOf(Schema? written, Schema? read) =>
        written is null ? throw new InvalidDataException("it names no schema") : new GenericDatumReader<GenericRecord>(written, read ?? written);

    private static void CheckSchema(CaptureFile file, Schema schema)
    {
        var there = schema is RecordSchema record ? record.Fields.ConvertAll(field => field.Name) : [];
        if (Fields.Except(there).ToList() is { Count: > 0 } missing)
        {
            throw new CaptureFileException($"{file.Name}: its records are '{schema.Fullname}' and have no {string.Join(", ", missing)}; Event Hubs Capture writes records EventData with {string.Join(", ", Fields)}.");
        }
    }

    private static GenericRecord? Next(CaptureFile file, IFileReader<GenericRecord> reader, long record)
    {
        try
        {
            return reader.HasNext() ? reader.Next() : null;
        }
        catch (Exception unreadable) when (IsDamage(unreadable))
        {
            throw new CaptureFileException(
                string.Create(CultureInfo.InvariantCulture, $"{file.Name}, record {record:N0}, in the block behind byte {reader.PreviousSync():N0}: it cannot be read ({unreadable.Message}). Download the file again, or take it out of the folder."),
                unreadable);
        }
    }

    // What a decoder throws on bytes that are none of a record; the blocks themselves are whole, so a mistake of ours would show on every file.
    private static bool IsDamage(Exception exception) =>
        exception is AvroException or Newtonsoft.Json.JsonException or IOException or InvalidDataException or FormatException or ArgumentException or IndexOutOfRangeException or OverflowException or InvalidCastException;

    private static CapturedEvent Event(CaptureFile file, long record, GenericRecord from)
    {
        var system = Map(from["SystemProperties"]);
        return new CapturedEvent(
            from["SequenceNumber"] is long sequence ? sequence : throw Wrong(file, record, "SequenceNumber"),
            Time(from["EnqueuedTimeUtc"]) ?? throw Wrong(file, record, "EnqueuedTimeUtc"),
            Text(system, PartitionKeys),
            Text(system, ContentTypes),
            Map(from["Properties"]),
            from["Body"] as byte[] ?? []);
    }

    private static CaptureFileException Wrong(CaptureFile file, long record, string field) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{file.Name}, record {record:N0}: its {field} cannot be read."));

    private static IReadOnlyDictionary<string, object> Map(object? value) => value switch
    {
        IDictionary<string, object> map => new Dictionary<string, object>(map.Where(pair => pair.Value is not null), StringComparer.Ordinal),
        _ => new Dictionary<string, object>(StringComparer.Ordinal),
    };

    private static string? Text(IReadOnlyDictionary<string, object> map, string[] names) =>
        names.Select(name => map.GetValueOrDefault(name) as string).FirstOrDefault(text => !string.IsNullOrEmpty(text));

    // Capture writes 11/5/2026 12:00:00 PM, always in UTC.
    private static DateTimeOffset? Time(object? value) =>
        value is string text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
