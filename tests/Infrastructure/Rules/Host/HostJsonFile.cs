using System.Text.Json;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Host;

/// <summary>host.json, key by key; and whether a text is JSON at all.</summary>
public static class HostJsonFile
{
    /// <summary>Where it stands.</summary>
    public const string Path = "host.json";

    /// <summary>All values with their paths; none when it is not JSON.</summary>
    public static IEnumerable<(string[] Path, JsonElement Value)> Keys(string text)
    {
        if (Broken(text) is not null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(text);
        return [.. Walk(document.RootElement.Clone(), [])];
    }

    /// <summary>Where and why it is not JSON; null = it is.</summary>
    public static (int Line, string Message)? Broken(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return null;
        }
        catch (JsonException problem)
        {
            return ((int)(problem.LineNumber ?? 0) + 1, $"is not JSON: {problem.Message}");
        }
    }

    /// <summary>The line that a key's name stands on, or 0.</summary>
    public static int LineOf(string text, IReadOnlyList<string> path)
    {
        var at = 0;
        foreach (var part in path)
        {
            var next = text.IndexOf($"\"{part}\"", at, StringComparison.Ordinal);
            at = next < 0 ? at : next;
        }

        return text[..at].Count(character => character == '\n') + 1;
    }

    private static IEnumerable<(string[] Path, JsonElement Value)> Walk(JsonElement element, string[] path) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(member => Walk(member.Value, [.. path, member.Name]))
        : [(path, element)];
}
