using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Ingest;

/// <summary>A compiled source mapping: reads one producer's JSON shape as a usage event.</summary>
internal sealed class MappingPlan
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SourceMapping mapping;
    private readonly JsonPathSet paths = new();
    private readonly FieldReader source;
    private readonly FieldReader id;
    private readonly FieldReader type;
    private readonly FieldReader time;
    private readonly FieldReader subject;
    private readonly (string Name, FieldReader Reader)[] data;
    private readonly (int Path, byte[]? EqualTo)? match;
    private readonly (string Rule, int Path, byte[]? EqualTo)[] exclusions;

    public MappingPlan(SourceMapping mapping)
    {
        this.mapping = mapping;
        source = new FieldReader(mapping.Source, paths);
        id = new FieldReader(mapping.Id, paths);
        type = new FieldReader(mapping.Type, paths);
        time = new FieldReader(mapping.Time, paths);
        subject = new FieldReader(mapping.Subject, paths);
        data = [.. mapping.Data.Select(field => (field.Key, new FieldReader(field.Value, paths)))];
        match = mapping.Match is { } condition ? (paths.Add(condition.Path), Bytes(condition.EqualTo)) : null;
        exclusions = mapping.Exclude.IsDefault ? [] : [.. mapping.Exclude.Select(rule => (rule.Rule, paths.Add(rule.When.Path), Bytes(rule.When.EqualTo)))];
    }

    public string Key => mapping.Key;

    /// <summary>Whether payloads that name no mapping may be read by it.</summary>
    public bool CanMatch => match is not null;

    /// <summary>Reads the payload; false when it is not of this shape.</summary>
    public bool TryMatch(ReadOnlyMemory<byte> payload, UsageItem item)
    {
        var values = new JsonValue[paths.Count];
        paths.Find(payload, values);
        if (match is not { } condition || !Meets(values, condition.Path, condition.EqualTo))
        {
            return false;
        }

        Read(values, item);
        return true;
    }

    /// <summary>Reads a payload that names this mapping.</summary>
    public void Read(ReadOnlyMemory<byte> payload, UsageItem item)
    {
        var values = new JsonValue[paths.Count];
        paths.Find(payload, values);
        Read(values, item);
    }

    private void Read(JsonValue[] values, UsageItem item)
    {
        foreach (var (rule, path, equalTo) in exclusions)
        {
            if (Meets(values, path, equalTo))
            {
                item.Exclude(rule);
                return;
            }
        }

        try
        {
            if (ReadText(item, source, "source", values, out item.Source) && ReadText(item, id, "id", values, out item.Id)
                && ReadText(item, type, "type", values, out item.Type) && ReadText(item, subject, "subject", values, out item.Subject)
                && ReadTime(item, values) && ReadData(item, values))
            {
                CloudEventReader.CheckFields(item);
            }
        }
        catch (InvalidOperationException)
        {
            // Thrown while unescaping: half of a surrogate pair.
            item.Quarantine(QuarantineReason.InvalidText);
        }
    }

    private static bool ReadText(UsageItem item, FieldReader field, string name, JsonValue[] values, out ReadOnlyMemory<byte> text)
    {
        var fault = field.ReadText(values, out text);
        return Settle(item, fault, name);
    }

    private bool ReadTime(UsageItem item, JsonValue[] values)
    {
        var fault = time.ReadTime(values, out var instant);
        item.TimeMs = instant ?? long.MinValue;
        return Settle(item, fault, "time");
    }

    private bool ReadData(UsageItem item, JsonValue[] values)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer, Writing);
        writer.WriteStartObject();
        foreach (var (name, field) in data)
        {
            if (!Settle(item, field.WriteTo(writer, name, values), name))
            {
                return false;
            }
        }

        writer.WriteEndObject();
        writer.Flush();
        item.Data = buffer.WrittenMemory;
        return true;
    }

    private static bool Settle(UsageItem item, QuarantineReason fault, string name)
    {
        if (fault == QuarantineReason.None)
        {
            return true;
        }

        item.Quarantine(fault, detail: name);
        return false;
    }

    private static bool Meets(JsonValue[] values, int path, byte[]? equalTo)
    {
        var value = values[path];
        if (value.IsAbsent)
        {
            return false;
        }

        try
        {
            return equalTo is null || (value.IsScalar && value.Text().Span.SequenceEqual(equalTo));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair equals no text that a catalog can hold.
            return false;
        }
    }

    private static byte[]? Bytes(string? text) => text is null ? null : System.Text.Encoding.UTF8.GetBytes(text);
}
