using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace RevenueFunctions.Local.Engines.Durable;

/// <summary>
/// How durable payloads are serialised: as the isolated worker does it by default, System.Text.Json with property names as written
/// in C# and read without case. An app that configures the worker's JsonSerializerOptions hands them to <see cref="ConverterFor"/>.
/// </summary>
public static class DurableJson
{
    /// <summary>The worker's converter when the app configures nothing.</summary>
    public static DataConverter Converter { get; } = ConverterFor(new JsonSerializerOptions { PropertyNameCaseInsensitive = true });

    /// <summary>The worker's converter with options that the app configured.</summary>
    public static DataConverter ConverterFor(JsonSerializerOptions options) => new JsonDataConverter(options);
}
