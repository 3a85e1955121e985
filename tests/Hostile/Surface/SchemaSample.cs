using System.Globalization;
using System.Text.Json;
using RevenueFunctions.Tests.Hostile.Mutation;

namespace RevenueFunctions.Tests.Hostile.Surface;

/// <summary>Makes documents that a JSON schema allows, as OpenAPI and event types write it; a sample of the catalog where there is one.</summary>
internal sealed class SchemaSample(JsonElement root, IReadOnlyDictionary<string, IReadOnlyList<JsonTree>> samples, KnownValues known)
{
    private const int MaxDepth = 12;

    /// <summary>A document.</summary>
    public JsonTree Make(JsonElement schema, SeededChoice choice) => Make(schema, null, choice, 0);

    private JsonTree Make(JsonElement schema, string? name, SeededChoice choice, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > MaxDepth)
        {
            return new JsonTree.Raw("null");
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            var to = reference.GetString()!;
            return samples.TryGetValue(to.Split('/')[^1], out var documents) && choice.Percent(70)
                ? choice.Pick(documents)
                : Make(Resolve(to), name, choice, depth + 1);
        }

        if (schema.TryGetProperty("anyOf", out var branches))
        {
            return Make(choice.Pick([.. branches.EnumerateArray()]), name, choice, depth + 1);
        }

        return Scalar(schema, "const", choice) ?? Scalar(schema, "enum", choice) ?? OfType(schema, name, choice, depth);
    }

    private JsonTree OfType(JsonElement schema, string? name, SeededChoice choice, int depth)
    {
        var type = schema.TryGetProperty("type", out var types) ? types.ValueKind == JsonValueKind.Array ? choice.Pick([.. types.EnumerateArray()]).GetString() : types.GetString() : "object";
        return type switch
        {
            "object" => Object(schema, choice, depth),
            "array" => new JsonTree.Array([.. Enumerable.Range(0, choice.Below(3)).Select(_ => schema.TryGetProperty("items", out var items) ? Make(items, name, choice, depth + 1) : JsonTree.Text("x"))]),
            "integer" => new JsonTree.Raw(Number(schema, choice).ToString(CultureInfo.InvariantCulture)),
            "number" => new JsonTree.Raw(string.Create(CultureInfo.InvariantCulture, $"{Number(schema, choice)}.{choice.Below(100)}")),
            "boolean" => new JsonTree.Raw(choice.Percent(50) ? "true" : "false"),
            "null" => new JsonTree.Raw("null"),
            _ => Text(schema, name, choice),
        };
    }

    private JsonTree.Object Object(JsonElement schema, SeededChoice choice, int depth)
    {
        var members = new List<JsonTree.Member>();
        List<string> required = schema.TryGetProperty("required", out var names) ? [.. names.EnumerateArray().Select(one => one.GetString()!)] : [];
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject().Where(property => required.Contains(property.Name) || choice.Percent(50)))
            {
                members.Add(new JsonTree.Member(JsonSerializer.Serialize(property.Name), Make(property.Value, property.Name, choice, depth + 1)));
            }
        }

        if (schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.Object)
        {
            members.Add(new JsonTree.Member("\"region\"", Make(more, "region", choice, depth + 1)));
        }

        return new JsonTree.Object(members);
    }

    private JsonTree.Raw Text(JsonElement schema, string? name, SeededChoice choice) => (schema.TryGetProperty("format", out var format) ? format.GetString() : null) switch
    {
        "decimal" => JsonTree.Text(string.Create(CultureInfo.InvariantCulture, $"{choice.Below(1000)}.{choice.Below(100):D2}")),
        "date-time" => JsonTree.Text(UsageRequests.Time(choice)),
        "date" => JsonTree.Text(UsageRequests.Time(choice)[..10]),
        _ => JsonTree.Text(name is null ? "text" : known.ForQuery(name, choice)),
    };

    private static int Number(JsonElement schema, SeededChoice choice)
    {
        var least = schema.TryGetProperty("minimum", out var minimum) && minimum.TryGetInt32(out var from) ? from : 0;
        return least + choice.Below(100);
    }

    private static JsonTree.Raw? Scalar(JsonElement schema, string keyword, SeededChoice choice) =>
        !schema.TryGetProperty(keyword, out var value) ? null
        : new JsonTree.Raw((value.ValueKind == JsonValueKind.Array ? choice.Pick([.. value.EnumerateArray()]) : value).GetRawText());

    private JsonElement Resolve(string reference) => reference[2..].Split('/').Aggregate(root, (node, part) => node.GetProperty(part));
}
