using System.Text.Json;
using System.Text.Json.Nodes;

namespace RevenueFunctions.Local.Engines.Durable.Orchestrations;

/// <summary>Compares serialised payloads by what they mean to their reader.</summary>
internal static class PayloadText
{
    /// <summary>True for the same JSON. A member that is absent reads as null, so adding an optional one is no difference.</summary>
    public static bool Same(string? left, string? right)
    {
        if (left == right)
        {
            return true;
        }

        try
        {
            return left is not null && right is not null && JsonNode.DeepEquals(Parse(left), Parse(right));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonNode? Parse(string text)
    {
        var node = JsonNode.Parse(text);
        DropNulls(node);
        return node;
    }

    private static void DropNulls(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var name in members.Where(member => member.Value is null).Select(member => member.Key).ToList())
                {
                    members.Remove(name);
                }

                foreach (var member in members)
                {
                    DropNulls(member.Value);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    DropNulls(item);
                }

                break;
        }
    }
}
