using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>Checks answers against the schemas of the OpenAPI document; knows the keywords that the document uses and refuses others.</summary>
internal sealed class SchemaCheck(JsonNode document)
{
    private static readonly string[] Annotations = ["title", "description", "format", "default", "pattern", "minimum", "maximum"];

    /// <summary>What is wrong with the answer of an operation; empty when it is as described.</summary>
    public List<string> Check(string operationId, int status, JsonNode? answer)
    {
        var operation = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(method => method.Value!)
            .Single(one => one["operationId"]!.ToString() == operationId);
        var response = Resolve(operation["responses"]![status.ToString(CultureInfo.InvariantCulture)]);
        if (response is null)
        {
            return [$"{operationId} does not describe {status}"];
        }

        var problems = new List<string>();
        Check(response["content"]?.AsObject().First().Value!["schema"], answer, operationId, problems);
        return problems;
    }

    private void Check(JsonNode? schema, JsonNode? value, string path, List<string> problems)
    {
        schema = Resolve(schema);
        if (schema is not JsonObject rules)
        {
            return;
        }

        foreach (var (keyword, rule) in rules)
        {
            switch (keyword)
            {
                case "type" when !Types(rule!).Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && Types(rule!).Contains("number")):
                    problems.Add($"{path} is {TypeOf(value)}, not {rule}");
                    break;
                case "enum" when !rule!.AsArray().Any(one => JsonNode.DeepEquals(one, value)):
                    problems.Add($"{path} is {value}, not one of {rule}");
                    break;
                case "const" when !JsonNode.DeepEquals(rule, value):
                    problems.Add($"{path} is {value}, not {rule}");
                    break;
                case "required":
                    problems.AddRange(rule!.AsArray().Where(name => value is JsonObject inner && !inner.ContainsKey(name!.ToString())).Select(name => $"{path} lacks {name}"));
                    break;
                case "items" when value is JsonArray items:
                    for (var at = 0; at < items.Count; at++)
                    {
                        Check(rule, items[at], $"{path}[{at}]", problems);
                    }

                    break;
                case "properties" or "additionalProperties" when value is JsonObject members:
                    CheckMembers(keyword, rule, rules, members, path, problems);
                    break;
                case "anyOf":
                    CheckAny(rule!.AsArray(), value, path, problems);
                    break;
                case "type" or "enum" or "const" or "items" or "properties" or "additionalProperties":
                    break;
                default:
                    Assert.Contains(keyword, Annotations);
                    break;
            }
        }
    }

    private void CheckMembers(string keyword, JsonNode? rule, JsonObject rules, JsonObject members, string path, List<string> problems)
    {
        var described = rules["properties"]?.AsObject();
        foreach (var (name, member) in members)
        {
            var isDescribed = described?.ContainsKey(name) == true;
            if (keyword == "properties" && isDescribed)
            {
                Check(rule![name], member, $"{path}.{name}", problems);
            }
            else if (keyword == "additionalProperties" && !isDescribed)
            {
                if (rule is JsonValue allowed && !allowed.GetValue<bool>())
                {
                    problems.Add($"{path} has {name}, which is not described");
                }

                Check(rule as JsonObject, member, $"{path}.{name}", problems);
            }
        }
    }

    private void CheckAny(JsonArray branches, JsonNode? value, string path, List<string> problems)
    {
        var tries = branches.Select(branch =>
        {
            var wrong = new List<string>();
            Check(branch, value, path, wrong);
            return wrong;
        }).ToList();
        if (tries.TrueForAll(wrong => wrong.Count > 0))
        {
            problems.AddRange(tries.MinBy(wrong => wrong.Count)!);
        }
    }

    private JsonNode? Resolve(JsonNode? schema) =>
        schema is JsonObject rules && rules["$ref"] is { } reference
            ? reference.ToString()[2..].Split('/').Aggregate((JsonNode?)document, (node, part) => node?[part])
            : schema;

    private static List<string> Types(JsonNode rule) => rule is JsonArray many ? [.. many.Select(one => one!.ToString())] : [rule.ToString()];

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => value.ToJsonString().Contains('.', StringComparison.Ordinal) ? "number" : "integer",
    };
}
