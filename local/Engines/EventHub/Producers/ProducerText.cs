using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace RevenueFunctions.Local.Engines.EventHub.Producers;

/// <summary>Reads texts of a request's JSON. The parser takes bytes that are no UTF-8 and half surrogate pairs; only reading finds them.</summary>
internal static class ProducerText
{
    public static string Of(JsonElement text, string path)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw NoText(path);
        }
    }

    /// <summary>A text that partitions or identifies events; it is kept with each of them.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? KeyOf(string? text, string path) => text is { Length: > HubEvent.KeyCharacters } ? throw ProducerProblem.KeyTooLong(path) : text;

    public static string NameOf(JsonProperty property, string path)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw NoText(path);
        }
    }

    /// <summary>Finds a member. Looking for one reads the names of the others, too.</summary>
    public static bool TryGet(JsonElement element, string name, string path, out JsonElement value)
    {
        try
        {
            return element.TryGetProperty(name, out value);
        }
        catch (InvalidOperationException)
        {
            throw NoText(path);
        }
    }

    private static ProducerProblem NoText(string path) => ProducerProblem.Malformed(
        path, "invalid-text", "The text is no UTF-8, or has half a surrogate pair.", "Send UTF-8, and escapes in pairs; send other bytes one event a request.");
}
