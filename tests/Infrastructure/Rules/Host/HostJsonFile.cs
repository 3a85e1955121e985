using System.Text.Json;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Host;

/// <summary>host.json, key by key.</summary>
public static class HostJsonFile
{
    /// <summary>Where it stands.</summary>
    public const string Path = "host.json";

    /// <summary>All values with their paths.</summary>
    public static IEnumerable<(string[] Path, JsonElement Value)> Keys(string text)
    {
        using var document = JsonDocument.Parse(text);
        return [.. Walk(document.RootElement.Clone(), [])];
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
