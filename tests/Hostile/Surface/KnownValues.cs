using System.Text.Json;
using RevenueFunctions.Tests.Hostile.Mutation;

namespace RevenueFunctions.Tests.Hostile.Surface;

/// <summary>What the host's own answers hold, so that requests reach things that exist: ids by the list that shows them, and values by their name.</summary>
internal sealed class KnownValues
{
    private const int Most = 200;
    private readonly Dictionary<string, List<string>> values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Learns from the answer of a path.</summary>
    public void Learn(string path, JsonElement answer)
    {
        if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in items.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object))
            {
                // The first member of a document is its identity.
                Add(path.Split('?')[0], item.EnumerateObject().Select(member => Scalar(member.Value)).FirstOrDefault());
            }
        }

        Walk(answer);
    }

    /// <summary>Adds a value under a name.</summary>
    public void Add(string name, string? value)
    {
        if (string.IsNullOrEmpty(value) || value.Length > 300)
        {
            return;
        }

        if (!values.TryGetValue(name, out var known))
        {
            values[name] = known = [];
        }

        if (known.Count < Most && !known.Contains(value))
        {
            known.Add(value);
        }
    }

    /// <summary>A value for a path parameter, of the thing that its place in the path names.</summary>
    public string ForPath(Operation operation, string parameter, IReadOnlyDictionary<string, string> sofar, SeededChoice choice)
    {
        var list = operation.Before(parameter);
        var thing = list.Split('/')[^1].TrimEnd('s');
        foreach (var (name, value) in sofar)
        {
            list = list.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        return Of([list, $"{thing}{parameter}", parameter, $"{parameter}Id", $"{parameter}Key"], choice);
    }

    /// <summary>A value for a query parameter.</summary>
    public string ForQuery(string parameter, SeededChoice choice) => Of([parameter, $"{parameter}Id", $"{parameter}Key", $"{parameter}s"], choice);

    private string Of(string[] names, SeededChoice choice)
    {
        var known = names.Select(values.GetValueOrDefault).FirstOrDefault(found => found is not null);
        return known is not null && choice.Percent(95) ? choice.Pick(known)
            : values.Count > 0 ? choice.Pick(choice.Pick(values.Values.ToList())) : "none";
    }

    private void Walk(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    Add(member.Name, Scalar(member.Value));
                    Walk(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Walk(item);
                }

                break;
        }
    }

    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };
}
