using System.Collections.Immutable;
using System.Text.Json;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Ingest;

/// <summary>
/// The schema of an event type's data, compiled from a subset of JSON Schema 2020-12 and checked over the bytes, without building a
/// document. Immutable, safe for any number of threads.
/// </summary>
public sealed class EventSchema
{
    /// <summary>Levels of JSON. A list of event types adds its own, and the whole has to stay below what JSON readers take.</summary>
    private const int MaxDepth = 48;

    private readonly SchemaNode root;

    private EventSchema(SchemaNode root) => this.root = root;

    /// <summary>Compiles a schema, or answers null and the issues: a keyword outside the subset is refused, never ignored.</summary>
    public static EventSchema? Compile(JsonElement schema, out ImmutableArray<ValidationIssue> issues)
    {
        if (DepthOf(schema) > MaxDepth)
        {
            issues = [new ValidationIssue("schema", "schema-too-deep", $"The schema is nested more than {MaxDepth} deep.", "Flatten the event's data.")];
            return null;
        }

        try
        {
            var compiler = new SchemaCompiler();
            var root = compiler.Compile(schema, "schema", 0);
            issues = [.. compiler.Issues];
            return issues.IsEmpty ? new EventSchema(root) : null;
        }
        catch (InvalidOperationException)
        {
            // Thrown while unescaping: the parser takes half a surrogate pair, only reading the text finds it.
            issues = [new ValidationIssue("schema", "invalid-text", "A text of the schema has half of a surrogate pair.", "Send complete surrogate pairs.")];
            return null;
        }
    }

    /// <summary>
    /// Checks a value (valid JSON, each name once). Answers null when it meets the schema, else the path and what was expected there.
    /// </summary>
    public string? Validate(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, JsonWalk.Options);
        reader.Read();
        string? fault = null;
        try
        {
            return root.Meets(ref reader, ref fault) ? null : "data" + fault;
        }
        catch (InvalidOperationException)
        {
            return "data: a text contains half of a surrogate pair";
        }
    }

    private static int DepthOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => 1 + value.EnumerateObject().Select(member => DepthOf(member.Value)).DefaultIfEmpty().Max(),
        JsonValueKind.Array => 1 + value.EnumerateArray().Select(DepthOf).DefaultIfEmpty().Max(),
        _ => 0,
    };
}
