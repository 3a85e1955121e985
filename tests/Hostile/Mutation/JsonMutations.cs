using System.Globalization;
using System.Text.Json;

namespace RevenueFunctions.Tests.Hostile.Mutation;

/// <summary>Changes one place of a JSON tree. The place is drawn first, so that deep members are met as often as the root's.</summary>
internal static class JsonMutations
{
    private const int HugeText = 1_000_000;

    /// <summary>Names that a caller must not be able to set, and such as serializers treat specially.</summary>
    private static readonly string[] Smuggled = ["amount", "status", "state", "postedAt", "tenantId", "id", "isAdmin", "$type", "__proto__", "total", "number", "etag"];

    /// <summary>Changes anything.</summary>
    public static JsonTree Anywhere(JsonTree tree, SeededChoice choice)
    {
        var places = Count(tree);
        var at = choice.Below(places);
        return Replace(tree, ref at, place => Mutate(place, choice));
    }

    /// <summary>Sets one scalar to something hostile, and leaves the shape as it is.</summary>
    public static JsonTree Value(JsonTree tree, SeededChoice choice)
    {
        var at = choice.Below(Count(tree));
        return Replace(tree, ref at, place => place is JsonTree.Raw raw ? Hostile(raw, choice) : Mutate(place, choice));
    }

    private static JsonTree Mutate(JsonTree place, SeededChoice choice) => place switch
    {
        JsonTree.Object { Members.Count: > 0 } members when choice.Percent(80) => MutateMembers(members.Members, choice),
        JsonTree.Array { Items.Count: > 0 } array when choice.Percent(70) => MutateItems(array.Items, choice),
        JsonTree.Raw raw when choice.Percent(75) => Hostile(raw, choice),
        _ => Swap(place, choice),
    };

    private static JsonTree.Object MutateMembers(IReadOnlyList<JsonTree.Member> members, SeededChoice choice)
    {
        var at = choice.Below(members.Count);
        var member = members[at];
        List<JsonTree.Member> changed = [.. members];
        switch (choice.Below(7))
        {
            case 0:
                changed.RemoveAt(at);
                break;
            case 1:
                changed.Insert(choice.Below(changed.Count), member);
                break;
            case 2:
                changed.Add(member with { Value = HostileValues.Scalar(choice) });
                break;
            case 3:
                changed[at] = member with { Name = Renamed(member, choice) };
                break;
            case 4:
                changed.Add(new JsonTree.Member(JsonSerializer.Serialize(choice.Pick(Smuggled)), HostileValues.Scalar(choice)));
                break;
            case 5:
                changed.AddRange(Enumerable.Range(0, choice.Pick([10, 600, 2000])).Select(number => new JsonTree.Member(string.Create(CultureInfo.InvariantCulture, $"\"m{number}\""), new JsonTree.Raw("1"))));
                break;
            default:
                changed[at] = member with { Value = HostileValues.Scalar(choice) };
                break;
        }

        return new JsonTree.Object(changed);
    }

    private static string Renamed(JsonTree.Member member, SeededChoice choice) => choice.Below(6) switch
    {
        0 => member.Name.ToUpperInvariant(),
        1 => member.Name.Replace('i', '\u0131').Replace('a', '\u0430'),
        2 => member.Name.Replace("i", "\\u0069", StringComparison.Ordinal),
        3 => "\"\\ud800\"",
        4 => "\"\"",
        _ => JsonSerializer.Serialize(HostileValues.Text(choice)),
    };

    private static JsonTree.Array MutateItems(IReadOnlyList<JsonTree> items, SeededChoice choice)
    {
        var at = choice.Below(items.Count);
        List<JsonTree> changed = [.. items];
        switch (choice.Below(5))
        {
            case 0:
                changed.RemoveAt(at);
                break;
            case 1:
                changed.Insert(at, items[at]);
                break;
            case 2:
                changed = [.. Enumerable.Repeat(items[at], choice.Pick([100, 1001, 3000]))];
                break;
            case 3:
                changed.Reverse();
                break;
            default:
                changed[at] = HostileValues.Scalar(choice);
                break;
        }

        return new JsonTree.Array(changed);
    }

    private static JsonTree.Raw Hostile(JsonTree.Raw raw, SeededChoice choice)
    {
        var isText = raw.Json.StartsWith('"');
        return choice.Below(10) switch
        {
            < 4 when isText && raw.Json.Contains('T', StringComparison.Ordinal) && raw.Json.StartsWith("\"20", StringComparison.Ordinal) => JsonTree.Text(choice.Pick(HostileValues.Times)),
            < 4 when isText && char.IsAsciiDigit(raw.Json[1]) => JsonTree.Text(choice.Pick(HostileValues.Numbers)),
            < 4 when isText => JsonTree.Text(choice.Pick(HostileValues.Texts)),
            < 4 => new JsonTree.Raw(choice.Pick(HostileValues.Numbers)),
            4 when choice.Percent(15) => new JsonTree.Raw($"\"{new string('x', HugeText)}\""),
            _ => HostileValues.Scalar(choice),
        };
    }

    private static JsonTree Swap(JsonTree place, SeededChoice choice) => choice.Below(6) switch
    {
        0 => new JsonTree.Array([place]),
        1 => new JsonTree.Object([new JsonTree.Member("\"value\"", place)]),
        2 => Nested(place, choice.Pick([8, 33, 62, 64, 65, 200, 5000])),
        3 => JsonTree.Text(place.ToString()),
        4 => new JsonTree.Raw("null"),
        _ => HostileValues.Scalar(choice),
    };

    private static JsonTree Nested(JsonTree place, int depth) =>
        new JsonTree.Raw(string.Concat(Enumerable.Repeat("{\"a\":[", depth / 2)) + place + string.Concat(Enumerable.Repeat("]}", depth / 2)));

    private static int Count(JsonTree tree) => tree switch
    {
        JsonTree.Object inner => 1 + inner.Members.Sum(member => Count(member.Value)),
        JsonTree.Array inner => 1 + inner.Items.Sum(Count),
        _ => 1,
    };

    private static JsonTree Replace(JsonTree tree, ref int at, Func<JsonTree, JsonTree> with)
    {
        if (at-- == 0)
        {
            return with(tree);
        }

        switch (tree)
        {
            case JsonTree.Object inner:
                var members = new List<JsonTree.Member>(inner.Members.Count);
                foreach (var member in inner.Members)
                {
                    members.Add(at < 0 ? member : member with { Value = Replace(member.Value, ref at, with) });
                }

                return new JsonTree.Object(members);
            case JsonTree.Array inner:
                var items = new List<JsonTree>(inner.Items.Count);
                foreach (var item in inner.Items)
                {
                    items.Add(at < 0 ? item : Replace(item, ref at, with));
                }

                return new JsonTree.Array(items);
            default:
                return tree;
        }
    }
}
