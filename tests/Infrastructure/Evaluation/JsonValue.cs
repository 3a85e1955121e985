using System.Text.Json;

namespace RevenueFunctions.Tests.Infrastructure.Evaluation;

/// <summary>Makes values of JSON.</summary>
public static class JsonValue
{
    /// <summary>Of a text.</summary>
    public static BicepValue Of(string json, string file)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement, file);
    }

    /// <summary>Of an element.</summary>
    public static BicepValue Of(JsonElement element, string file) => element.ValueKind switch
    {
        JsonValueKind.Object => new BicepValue.Map([.. element.EnumerateObject().Select(member => new BicepValue.Entry(member.Name, Of(member.Value, file), file, 1))]),
        JsonValueKind.Array => new BicepValue.Items([.. element.EnumerateArray().Select(item => Of(item, file))]),
        JsonValueKind.String => new BicepValue.Scalar(element.GetString()),
        JsonValueKind.Number => element.TryGetInt64(out var number) ? new BicepValue.Scalar(number) : new BicepValue.Scalar(element.GetRawText()),
        JsonValueKind.True => new BicepValue.Scalar(true),
        JsonValueKind.False => new BicepValue.Scalar(false),
        _ => BicepValue.Null,
    };
}
