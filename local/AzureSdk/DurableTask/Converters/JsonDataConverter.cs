using System.Text.Json;

namespace Microsoft.DurableTask.Converters;

/// <summary>Serialises with System.Text.Json.</summary>
public class JsonDataConverter : DataConverter
{
    private static readonly JsonSerializerOptions DefaultOptions = new() { IncludeFields = true };

    private readonly JsonSerializerOptions? options;

    public JsonDataConverter(JsonSerializerOptions? options = null)
    {
        this.options = options ?? DefaultOptions;
    }

    public static JsonDataConverter Default { get; } = new();

    public override string? Serialize(object? value) => value is not null ? JsonSerializer.Serialize(value, options) : null;

    public override object? Deserialize(string? data, Type targetType) => data is not null ? JsonSerializer.Deserialize(data, targetType, options) : null;
}
