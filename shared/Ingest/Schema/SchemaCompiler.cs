using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Ingest;

/// <summary>Compiles the supported subset of JSON Schema 2020-12 and says what it does not support.</summary>
internal sealed class SchemaCompiler
{
    private const int MaxDepth = 32;
    private const int MostRequired = 64;

    public List<ValidationIssue> Issues { get; } = [];

    public SchemaNode Compile(JsonElement schema, string path, int depth)
    {
        var node = new SchemaNode();
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            node.IsNever = schema.ValueKind == JsonValueKind.False;
        }
        else if (schema.ValueKind != JsonValueKind.Object)
        {
            Refuse(path, "invalid-schema", "A schema is an object, true or false.", "Correct the schema.");
        }
        else if (depth > MaxDepth)
        {
            Refuse(path, "schema-too-deep", $"Schemas may be nested {MaxDepth} deep.", "Flatten the event's data.");
        }
        else
        {
            foreach (var keyword in schema.EnumerateObject())
            {
                Read(node, keyword.Name, keyword.Value, $"{path}.{keyword.Name}", depth);
            }

            Require(node, schema, path);
        }

        return node;
    }

    private void Read(SchemaNode node, string keyword, JsonElement value, string path, int depth)
    {
        switch (keyword)
        {
            case "$schema" or "$id" or "$comment" or "title" or "description" or "default" or "examples" or "deprecated" or "readOnly" or "writeOnly":
            case "required":
                break;
            case "type":
                node.Types = ReadTypes(value, path);
                break;
            case "properties":
                ReadProperties(node, value, path, depth);
                break;
            case "additionalProperties":
                node.Additional = Compile(value, path, depth + 1);
                break;
            case "items":
                node.Items = Compile(value, path, depth + 1);
                break;
            case "enum":
                node.Allowed = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(one => ReadLiteral(one, path))] : Wrong<SchemaLiteral[]>(path, "an array", []);
                break;
            case "const":
                node.Allowed = [ReadLiteral(value, path)];
                break;
            case "pattern":
                node.Pattern = ReadPattern(value, path);
                break;
            case "format":
                node.Format = ReadFormat(value, path);
                break;
            default:
                ReadLimit(node, keyword, value, path);
                break;
        }
    }

    private void ReadLimit(SchemaNode node, string keyword, JsonElement value, string path)
    {
        switch (keyword)
        {
            case "minimum":
                node.Minimum = ReadNumber(value, path);
                break;
            case "maximum":
                node.Maximum = ReadNumber(value, path);
                break;
            case "exclusiveMinimum":
                node.ExclusiveMinimum = ReadNumber(value, path);
                break;
            case "exclusiveMaximum":
                node.ExclusiveMaximum = ReadNumber(value, path);
                break;
            case "multipleOf":
                node.MultipleOf = ReadNumber(value, path) is { } step and > 0 ? step : Wrong<decimal?>(path, "a number above zero", null);
                break;
            case "minLength":
                node.MinLength = ReadCount(value, path);
                break;
            case "maxLength":
                node.MaxLength = ReadCount(value, path);
                break;
            case "minItems":
                node.MinItems = ReadCount(value, path);
                break;
            case "maxItems":
                node.MaxItems = ReadCount(value, path);
                break;
            case "minProperties":
                node.MinProperties = ReadCount(value, path);
                break;
            case "maxProperties":
                node.MaxProperties = ReadCount(value, path);
                break;
            default:
                Refuse(path, "unsupported-keyword", $"The keyword '{keyword}' is not supported.", "Use the supported subset: docs/decisions names it and says why.");
                break;
        }
    }

    private void ReadProperties(SchemaNode node, JsonElement value, string path, int depth)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Wrong<object?>(path, "an object", null);
            return;
        }

        foreach (var property in value.EnumerateObject())
        {
            node.Properties.Add(new SchemaProperty(property.Name, Encoding.UTF8.GetBytes(property.Name), Compile(property.Value, $"{path}.{property.Name}", depth + 1)));
        }
    }

    // A required name is a property with a bit of its own: one pass over the object sets the bits it meets.
    private void Require(SchemaNode node, JsonElement schema, string path)
    {
        if (!schema.TryGetProperty("required", out var required))
        {
            return;
        }

        if (required.ValueKind != JsonValueKind.Array || required.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String) || required.GetArrayLength() > MostRequired)
        {
            Wrong<object?>($"{path}.required", $"an array of at most {MostRequired} names", null);
            return;
        }

        foreach (var name in required.EnumerateArray().Select(name => name.GetString()!).Distinct(StringComparer.Ordinal))
        {
            var property = node.Properties.Find(known => known.Name == name);
            if (property is null)
            {
                // A required name that is not described still has to meet additionalProperties.
                property = new SchemaProperty(name, Encoding.UTF8.GetBytes(name), node.Additional ?? new SchemaNode());
                node.Properties.Add(property);
            }

            property.RequiredBit = 1UL << node.RequiredCount++;
        }
    }

    private SchemaTypes ReadTypes(JsonElement value, string path)
    {
        var types = SchemaTypes.None;
        foreach (var one in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [value])
        {
            var type = one.ValueKind == JsonValueKind.String ? one.GetString() : null;
            types |= type switch
            {
                "object" => SchemaTypes.Object,
                "array" => SchemaTypes.Array,
                "string" => SchemaTypes.String,
                "number" => SchemaTypes.Number | SchemaTypes.Integer,
                "integer" => SchemaTypes.Integer,
                "boolean" => SchemaTypes.Boolean,
                "null" => SchemaTypes.Null,
                _ => Wrong(path, "object, array, string, number, integer, boolean, null, or an array of these", SchemaTypes.None),
            };
        }

        return types;
    }

    private SchemaLiteral ReadLiteral(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.String => new SchemaLiteral(JsonTokenType.String, Encoding.UTF8.GetBytes(value.GetString()!), 0m),
        JsonValueKind.Number => new SchemaLiteral(JsonTokenType.Number, [], ReadNumber(value, path) ?? 0m),
        JsonValueKind.True => new SchemaLiteral(JsonTokenType.True, [], 0m),
        JsonValueKind.False => new SchemaLiteral(JsonTokenType.False, [], 0m),
        JsonValueKind.Null => new SchemaLiteral(JsonTokenType.Null, [], 0m),
        _ => Wrong(path, "texts, numbers, booleans or null", new SchemaLiteral(JsonTokenType.None, [], 0m)),
    };

    private Regex? ReadPattern(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return Wrong<Regex?>(path, "a text", null);
        }

        try
        {
            // NonBacktracking: matching is linear in the text, so no event can stall ingest.
            return new Regex(value.GetString()!, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            Refuse(path, "unsupported-pattern", wrong.Message, "Use a regular expression without look-around and back references.");
            return null;
        }
    }

    private SchemaFormat ReadFormat(JsonElement value, string path) => (value.ValueKind == JsonValueKind.String ? value.GetString() : null) switch
    {
        "date-time" => SchemaFormat.DateTime,
        "date" => SchemaFormat.Date,
        "uuid" => SchemaFormat.Uuid,
        _ => Wrong(path, "date-time, date or uuid", SchemaFormat.None),
    };

    private decimal? ReadNumber(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Number && DecimalText.Parse(Encoding.UTF8.GetBytes(value.GetRawText()), out var number) == QuarantineReason.None
            ? number
            : Wrong<decimal?>(path, "a number of at most 28 digits", null);

    private int? ReadCount(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count >= 0 ? count : Wrong<int?>(path, "a whole number of zero or more", null);

    private T Wrong<T>(string path, string expected, T instead)
    {
        Refuse(path, "invalid-schema", $"Expected {expected}.", "Correct the schema.");
        return instead;
    }

    private void Refuse(string path, string code, string message, string remedy) => Issues.Add(new ValidationIssue(path, code, message, remedy));
}
