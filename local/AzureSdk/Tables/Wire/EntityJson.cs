using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Wire;

/// <summary>Entities as the service's JSON: what JSON cannot tell apart carries its type beside it, "Name@odata.type".</summary>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";

    public static ReadOnlyMemory<byte> Table(string name)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("TableName", name);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> Write(ITableEntity entity)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var (name, value) in Shaped(entity))
        {
            Write(json, name, value);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    public static T ReadOne<T>(BinaryData content)
        where T : class, ITableEntity
    {
        using var document = JsonDocument.Parse(content);
        return Read<T>(document.RootElement);
    }

    public static IReadOnlyList<T> ReadAll<T>(BinaryData content)
        where T : class, ITableEntity
    {
        using var document = JsonDocument.Parse(content);
        return [.. document.RootElement.GetProperty("value").EnumerateArray().Select(Read<T>)];
    }

    // The real client also binds classes of one's own; this app has none.
    private static TableEntity Shaped(ITableEntity entity) =>
        entity as TableEntity ?? throw new NotSupportedException($"This subset stores {nameof(TableEntity)} only, not {entity.GetType()}.");

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case string text:
                json.WriteString(name, text);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
                json.WriteString(name + TypeSuffix, "Edm.Int64");
                break;
            case byte[] bytes:
                json.WriteBase64String(name, bytes);
                json.WriteString(name + TypeSuffix, "Edm.Binary");
                break;
            case BinaryData data:
                json.WriteBase64String(name, data);
                json.WriteString(name + TypeSuffix, "Edm.Binary");
                break;
            case DateTimeOffset instant:
                json.WriteString(name, instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
                json.WriteString(name + TypeSuffix, "Edm.DateTime");
                break;
            default:
                throw new NotSupportedException($"This subset stores no property of {value.GetType()} ('{name}').");
        }
    }

    private static T Read<T>(JsonElement entity)
        where T : class, ITableEntity
    {
        var read = new TableEntity();
        foreach (var property in entity.EnumerateObject())
        {
            if (!property.Name.EndsWith(TypeSuffix, StringComparison.Ordinal))
            {
                read[property.Name] = Read(entity, property);
            }
        }

        return read as T ?? throw new NotSupportedException($"This subset reads {nameof(TableEntity)} only, not {typeof(T)}.");
    }

    private static object? Read(JsonElement entity, JsonProperty property)
    {
        var value = property.Value;
        if (property.Name == TableEntity.TimestampName)
        {
            return value.GetDateTimeOffset();
        }

        var type = entity.TryGetProperty(property.Name + TypeSuffix, out var annotation) ? annotation.GetString() : null;
        return value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
            JsonValueKind.Number => type != "Edm.Double" && value.TryGetInt32(out var number) ? (object)number : value.GetDouble(),
            JsonValueKind.String => type switch
            {
                "Edm.Binary" => value.GetBytesFromBase64(),
                "Edm.Int64" => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
                "Edm.DateTime" => value.GetDateTimeOffset(),
                "Edm.Guid" => value.GetGuid(),
                _ => value.GetString(),
            },
            _ => throw new NotSupportedException($"The service's property '{property.Name}' is a {value.ValueKind}."),
        };
    }
}
