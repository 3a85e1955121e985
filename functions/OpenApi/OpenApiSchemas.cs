using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace RevenueFunctions.Functions.OpenApi;

/// <summary>
/// The schemas of the types that the API reads and writes, exported from the serializer's own contract. Each type of ours is a component
/// of its own, so that generated clients get one class for it.
/// </summary>
internal sealed class OpenApiSchemas
{
    private static readonly JsonSerializerOptions Contract = CreateContract();
    private readonly Dictionary<Type, string> names = [];
    private readonly SortedDictionary<string, JsonNode> schemas = new(StringComparer.Ordinal);

    /// <summary>All schemas referred to so far, by name.</summary>
    public JsonObject Components => new(schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value.DeepClone())));

    /// <summary>A reference to the schema of a type, or the schema itself where the type is none of ours.</summary>
    public JsonNode Reference(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (!IsComponent(plain))
        {
            return Export(plain);
        }

        if (!names.TryGetValue(plain, out var name))
        {
            name = NameOf(plain);
            names[plain] = schemas.ContainsKey(name) ? name = plain.Namespace!.Replace(".", string.Empty, StringComparison.Ordinal) + name : name;

            // Named before it is exported: a type that contains itself finds its name and ends there.
            schemas[name] = new JsonObject();
            schemas[name] = Export(plain);
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private JsonNode Export(Type type) => Contract.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, schema) => Transform(type, context, schema),
    });

    // The exporter cannot write the default of a parameter whose type is a structure without a JSON form for null (a list that may be left
    // out), so it is shown properties instead of parameters: those that have no default are required, as the reader sees it.
    private static JsonSerializerOptions CreateContract()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        FabricJson.Apply(options);
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ShowParametersAsProperties } };
        return options;
    }

    private static void ShowParametersAsProperties(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.Type.GetConstructors() is not [{ } constructor] || constructor.GetParameters() is not { Length: > 0 } parameters)
        {
            return;
        }

        // A price within a price: the exporter would write its schema out once more and let others refer into that copy. Its place is taken by a
        // type without content, which becomes a reference by name.
        for (var at = 0; at < type.Properties.Count; at++)
        {
            if (type.Properties[at].PropertyType.IsAssignableFrom(type.Type))
            {
                var inner = type.CreateJsonPropertyInfo(typeof(ByName<>).MakeGenericType(type.Properties[at].PropertyType), type.Properties[at].Name);
                inner.Set = (_, _) => throw new NotSupportedException("This contract describes, it does not read.");
                type.Properties[at] = inner;
            }
        }

        type.CreateObject = () => throw new NotSupportedException("This contract describes, it does not read.");
        foreach (var property in type.Properties)
        {
            property.IsRequired = parameters.Any(parameter =>
                !parameter.HasDefaultValue && string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase));
        }
    }

    private JsonNode Transform(Type root, JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type == typeof(decimal))
        {
            return new JsonObject { ["type"] = "string", ["format"] = "decimal" };
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ByName<>))
        {
            return Reference(type.GetGenericArguments()[0]);
        }

        // The branch of a polymorphic type stays in place, because its discriminator belongs to the base; everything else has a name.
        if (IsComponent(type) && type != root && context.BaseTypeInfo is null)
        {
            return Reference(type);
        }

        if (schema is not JsonObject described)
        {
            return schema;
        }

        WithoutNull(described);
        if (described.ContainsKey("enum") && !described.ContainsKey("type"))
        {
            described["type"] = "string";
        }

        RequireOnlyWhatIsWritten(described, context.TypeInfo);
        return described;
    }

    // Null is never written, the member is left out instead: so no type includes null, and no member that may be null is required.
    private static void WithoutNull(JsonObject schema)
    {
        if (schema["type"] is JsonArray types)
        {
            List<string> kept = [.. types.Select(type => type!.GetValue<string>()).Where(type => type != "null")];
            schema["type"] = kept.Count == 1 ? kept[0] : new JsonArray([.. kept.Select(type => JsonValue.Create(type))]);
        }

        if (schema["enum"] is JsonArray values && values.Any(value => value is null))
        {
            schema["enum"] = new JsonArray([.. values.Where(value => value is not null).Select(value => value!.DeepClone())]);
        }
    }

    private static void RequireOnlyWhatIsWritten(JsonObject schema, JsonTypeInfo type)
    {
        if (schema["required"] is JsonArray required)
        {
            var optional = type.Properties.Where(property => property.IsGetNullable).Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
            List<string> kept = [.. required.Select(name => name!.GetValue<string>()).Where(name => !optional.Contains(name))];
            schema["required"] = new JsonArray([.. kept.Select(name => JsonValue.Create(name))]);
        }
    }

    private static bool IsComponent(Type type) =>
        !type.IsEnum && !type.IsArray && type.Namespace?.StartsWith("RevenueFunctions", StringComparison.Ordinal) == true;

    private sealed class ByName<T>;

    private static string NameOf(Type type)
    {
        var name = type.Name.Split('`')[0];
        return type switch
        {
            { IsGenericType: true } => name + "Of" + string.Concat(type.GetGenericArguments().Select(NameOf)),
            { DeclaringType: { } outer } => outer.Name + name,
            { Name: "ProblemDocument" } => "Problem",
            _ => name,
        };
    }
}
