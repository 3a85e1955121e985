using System.Text.RegularExpressions;
using Azure.Bicep.Types.Concrete;
using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

/// <summary>Holds a value against a type of Microsoft's library. What is known only on Azure fits everything.</summary>
/// <param name="resource">The resource's type, for messages.</param>
/// <param name="isExisting">Only looked up: nothing but its name is required.</param>
public sealed class TypeMatch(string resource, bool isExisting)
{
    /// <summary>What does not fit.</summary>
    public IEnumerable<TypeMismatch> Check(BicepValue value, TypeBase type, string path, TypeMismatch.Source place) => (value, type) switch
    {
        (BicepValue.Runtime or BicepValue.Scalar { Value: null } or BicepValue.Reference, _) or (_, AnyType) => [],
        (BicepValue.Map map, ObjectType shape) => Object(map, shape.Properties, shape.AdditionalProperties?.Type, path, place),
        (BicepValue.Map map, DiscriminatedObjectType shape) => Discriminated(map, shape, path, place),
        (BicepValue.Items items, ArrayType list) => items.Values.SelectMany((item, index) => Check(item, list.ItemType.Type, $"{path}[{index}]", place)),
        (_, UnionType union) => Union(value, union, path, place),
        (BicepValue.Scalar { Value: string text }, StringLiteralType literal) => value.IsKnown && text != literal.Value ? [Wrong(path, place, text, $"'{literal.Value}'")] : [],
        (BicepValue.Scalar { Value: string text }, StringType limits) => Text(value, text, limits, path, place),
        (BicepValue.Scalar { Value: long number }, IntegerType limits) =>
            number < limits.MinValue || number > limits.MaxValue ? [Wrong(path, place, $"{number}", $"{limits.MinValue?.ToString() ?? "any"} to {limits.MaxValue?.ToString() ?? "any"}")] : [],
        (BicepValue.Scalar { Value: bool }, BooleanType) => [],
        _ => [Wrong(path, place, value.AsText(), Kind(type))],
    };

    private IEnumerable<TypeMismatch> Object(
        BicepValue.Map map, IReadOnlyDictionary<string, ObjectTypeProperty> known, TypeBase? others, string path, TypeMismatch.Source place)
    {
        foreach (var entry in map.Entries)
        {
            var (at, where) = ($"{path}.{entry.Key}".TrimStart('.'), entry.Line > 0 ? new TypeMismatch.Source(entry.File, entry.Line) : place);
            if (known.TryGetValue(entry.Key, out var property))
            {
                if (property.Flags.HasFlag(ObjectTypePropertyFlags.ReadOnly) && !property.Flags.HasFlag(ObjectTypePropertyFlags.Required))
                {
                    yield return new(where, $"'{at}' of {resource} is Azure's to say: remove it.");
                    continue;
                }

                foreach (var mismatch in Check(entry.Value, property.Type.Type, at, where))
                {
                    yield return mismatch;
                }
            }
            else if (others is null)
            {
                yield return new(where, $"'{at}' is not a property of {resource}{Near(entry.Key, known.Keys)}");
            }
            else
            {
                foreach (var mismatch in Check(entry.Value, others, at, where))
                {
                    yield return mismatch;
                }
            }
        }

        var missing = known.Where(property => property.Value.Flags.HasFlag(ObjectTypePropertyFlags.Required) && !property.Value.Flags.HasFlag(ObjectTypePropertyFlags.ReadOnly))
            .Where(property => map[property.Key] is null or BicepValue.Scalar { Value: null } && (!isExisting || property.Key == "name"));
        foreach (var (name, _) in missing)
        {
            yield return new(place, $"'{$"{path}.{name}".TrimStart('.')}' is missing: {resource} requires it.");
        }
    }

    private IEnumerable<TypeMismatch> Discriminated(BicepValue.Map map, DiscriminatedObjectType shape, string path, TypeMismatch.Source place)
    {
        var chosen = map[shape.Discriminator];
        if (chosen is null || !chosen.IsKnown)
        {
            return chosen is null && !isExisting ? [new(place, $"'{path}.{shape.Discriminator}' is missing: it says which kind of {resource} this is.")] : [];
        }

        return shape.Elements.TryGetValue(chosen.AsText(), out var element) && element.Type is ObjectType kind
            ? Object(map, kind.Properties.Concat(shape.BaseProperties.Where(property => !kind.Properties.ContainsKey(property.Key))).ToDictionary(), kind.AdditionalProperties?.Type, path, place)
            : [Wrong($"{path}.{shape.Discriminator}".TrimStart('.'), place, chosen.AsText(), string.Join(", ", shape.Elements.Keys))];
    }

    private IEnumerable<TypeMismatch> Union(BicepValue value, UnionType union, string path, TypeMismatch.Source place)
    {
        if (union.Elements.Any(element => !Check(value, element.Type, path, place).Any()))
        {
            return [];
        }

        return [Wrong(path, place, value.AsText(), string.Join(", ", union.Elements.Select(element => element.Type is StringLiteralType literal ? literal.Value : Kind(element.Type))))];
    }

    private IEnumerable<TypeMismatch> Text(BicepValue value, string text, StringType limits, string path, TypeMismatch.Source place)
    {
        if (value.IsKnown && (text.Length < limits.MinLength || text.Length > limits.MaxLength))
        {
            yield return Wrong(path, place, text, $"{limits.MinLength ?? 0} to {limits.MaxLength?.ToString() ?? "any number of"} characters, not {text.Length}");
        }
        else if (value.IsKnown && limits.Pattern is { } pattern && !Regex.IsMatch(text, pattern))
        {
            yield return Wrong(path, place, text, $"what matches {pattern}");
        }
    }

    private TypeMismatch Wrong(string path, TypeMismatch.Source place, string given, string wanted) => new(place, $"'{path}' of {resource} is '{given}', but takes {wanted}.");

    private static string Kind(TypeBase type) => type switch
    {
        ObjectType or DiscriminatedObjectType => "an object",
        ArrayType => "a list",
        BooleanType => "true or false",
        IntegerType => "a whole number",
        StringLiteralType literal => $"'{literal.Value}'",
        _ => "a text",
    };

    private static string Near(string key, IEnumerable<string> known)
    {
        var nearest = known.OrderBy(candidate => Distance(key, candidate)).FirstOrDefault();
        return nearest is not null && Distance(key, nearest) <= 3 ? $": did you mean '{nearest}'?" : ": remove it, or correct its name.";
    }

    private static int Distance(string first, string second)
    {
        var row = Enumerable.Range(0, second.Length + 1).ToArray();
        for (var i = 1; i <= first.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var cost = char.ToLowerInvariant(first[i - 1]) == char.ToLowerInvariant(second[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost));
            }
        }

        return row[^1];
    }
}
