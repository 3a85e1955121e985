using System.Text;
using System.Text.Json;

namespace RevenueFunctions.Tests.Hostile.Mutation;

/// <summary>
/// JSON that need not be valid: members may come twice, and a scalar is whatever is written, such as NaN or half a surrogate pair. Trees
/// are never changed; a mutation makes another one.
/// </summary>
internal abstract record JsonTree
{
    private JsonTree()
    {
    }

    /// <summary>Reads valid JSON.</summary>
    public static JsonTree Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    /// <summary>A tree of a value.</summary>
    public static JsonTree Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => new Object([.. value.EnumerateObject().Select(member => new Member(JsonSerializer.Serialize(member.Name), Of(member.Value)))]),
        JsonValueKind.Array => new Array([.. value.EnumerateArray().Select(Of)]),
        _ => new Raw(value.GetRawText()),
    };

    /// <summary>A text, escaped as it has to be.</summary>
    public static Raw Text(string text) => new(JsonSerializer.Serialize(text));

    /// <summary>The JSON, or what is to be taken for it.</summary>
    public sealed override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    protected abstract void Write(StringBuilder text);

    /// <summary>A member of an object.</summary>
    /// <param name="Name">The name as it is written, quotes included.</param>
    /// <param name="Value">Its value.</param>
    public sealed record Member(string Name, JsonTree Value)
    {
        /// <summary>The name without its quotes.</summary>
        public string Plain => Name.Trim('"');
    }

    /// <summary>An object.</summary>
    public sealed record Object(IReadOnlyList<Member> Members) : JsonTree
    {
        /// <summary>The value of the first member of a name.</summary>
        public JsonTree? this[string name] => Members.FirstOrDefault(member => member.Plain == name)?.Value;

        /// <summary>The same with a member set.</summary>
        public Object With(string name, JsonTree value) =>
            new([.. Members.Where(member => member.Plain != name), new Member(JsonSerializer.Serialize(name), value)]);

        protected override void Write(StringBuilder text)
        {
            text.Append('{');
            for (var at = 0; at < Members.Count; at++)
            {
                text.Append(at == 0 ? string.Empty : ",").Append(Members[at].Name).Append(':');
                Members[at].Value.Write(text);
            }

            text.Append('}');
        }
    }

    /// <summary>An array.</summary>
    public sealed record Array(IReadOnlyList<JsonTree> Items) : JsonTree
    {
        protected override void Write(StringBuilder text)
        {
            text.Append('[');
            for (var at = 0; at < Items.Count; at++)
            {
                text.Append(at == 0 ? string.Empty : ",");
                Items[at].Write(text);
            }

            text.Append(']');
        }
    }

    /// <summary>A scalar, or anything at all, as it is written.</summary>
    public sealed record Raw(string Json) : JsonTree
    {
        protected override void Write(StringBuilder text) => text.Append(Json);
    }
}
