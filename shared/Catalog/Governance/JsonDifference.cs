using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace RevenueFunctions.Catalog;

/// <summary>
/// Compares two JSON documents member by member. The elements of a list are matched by the member that identifies them where all have one,
/// so that a rate card put in the middle shows as one addition and not as a change of everything after it.
/// </summary>
internal static class JsonDifference
{
    private static readonly ImmutableArray<string> Identities = ["key", "id", "taxClass", "rule"];

    public static ImmutableArray<MemberDifference> Of(JsonElement from, JsonElement to)
    {
        var differences = new List<MemberDifference>();
        Compare(string.Empty, from, to, differences);
        return [.. differences.OrderBy(one => one.Path, StringComparer.Ordinal)];
    }

    private static void Compare(string path, JsonElement from, JsonElement to, List<MemberDifference> differences)
    {
        if (from.ValueKind == JsonValueKind.Object && to.ValueKind == JsonValueKind.Object)
        {
            var prefix = path.Length == 0 ? path : path + ".";
            CompareAll(
                from.EnumerateObject().ToDictionary(member => prefix + member.Name, member => member.Value, StringComparer.Ordinal),
                to.EnumerateObject().ToDictionary(member => prefix + member.Name, member => member.Value, StringComparer.Ordinal),
                differences);
        }
        else if (from.ValueKind == JsonValueKind.Array && to.ValueKind == JsonValueKind.Array)
        {
            var identity = Identities.FirstOrDefault(name => Identifies(name, from) && Identifies(name, to));
            CompareAll(Elements(path, from, identity), Elements(path, to, identity), differences);
        }
        else if (!JsonElement.DeepEquals(from, to))
        {
            differences.Add(new MemberDifference(path, from, to));
        }
    }

    private static void CompareAll(Dictionary<string, JsonElement> from, Dictionary<string, JsonElement> to, List<MemberDifference> differences)
    {
        foreach (var (path, before) in from)
        {
            if (to.TryGetValue(path, out var after))
            {
                Compare(path, before, after, differences);
            }
            else
            {
                differences.Add(new MemberDifference(path, From: before));
            }
        }

        differences.AddRange(to.Where(member => !from.ContainsKey(member.Key)).Select(member => new MemberDifference(member.Key, To: member.Value)));
    }

    private static Dictionary<string, JsonElement> Elements(string path, JsonElement list, string? identity) => list.EnumerateArray()
        .Select((element, at) => (Path: identity is null
            ? string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]")
            : $"{path}[{element.GetProperty(identity).GetString()}]", Element: element))
        .ToDictionary(one => one.Path, one => one.Element, StringComparer.Ordinal);

    private static bool Identifies(string name, JsonElement list)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return list.EnumerateArray().All(element =>
            element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && seen.Add(value.GetString()!));
    }
}
