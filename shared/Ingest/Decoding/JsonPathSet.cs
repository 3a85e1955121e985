using System.Text;
using System.Text.Json;

namespace RevenueFunctions.Ingest;

/// <summary>A set of dotted paths, found in a JSON object in one pass.</summary>
internal sealed class JsonPathSet
{
    private readonly Node root = new([]);
    private readonly Dictionary<string, int> indexes = new(StringComparer.Ordinal);

    public int Count => indexes.Count;

    /// <summary>Adds a path; answers its index in what <see cref="Find"/> fills.</summary>
    public int Add(string path)
    {
        if (indexes.TryGetValue(path, out var index))
        {
            return index;
        }

        var node = root;
        foreach (var part in path.Split('.'))
        {
            node = node.ChildOrNew(Encoding.UTF8.GetBytes(part));
        }

        node.Index = indexes.Count;
        indexes.Add(path, node.Index);
        return node.Index;
    }

    /// <summary>Finds the values. The document has been checked: valid JSON, each name once.</summary>
    public void Find(ReadOnlyMemory<byte> json, Span<JsonValue> found)
    {
        found.Clear();
        if (root.Children.Length == 0)
        {
            return;
        }

        var reader = new Utf8JsonReader(json.Span, JsonWalk.Options);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            Walk(ref reader, root, json, found);
        }
    }

    private static void Walk(ref Utf8JsonReader reader, Node node, ReadOnlyMemory<byte> json, Span<JsonValue> found)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var child = node.Child(ref reader);
            reader.Read();
            if (child is null)
            {
                reader.Skip();
                continue;
            }

            var (start, type, escaped) = ((int)reader.TokenStartIndex, reader.TokenType, reader.ValueIsEscaped);
            if (type == JsonTokenType.StartObject && child.Children.Length > 0)
            {
                Walk(ref reader, child, json, found);
            }
            else
            {
                reader.Skip();
            }

            if (child.Index >= 0)
            {
                var end = (int)reader.BytesConsumed;
                found[child.Index] = type == JsonTokenType.String
                    ? new JsonValue(type, json[(start + 1)..(end - 1)], escaped)
                    : new JsonValue(type, json[start..end], false);
            }
        }
    }

    private sealed class Node(byte[] name)
    {
        public Node[] Children { get; private set; } = [];

        public int Index { get; set; } = -1;

        private byte[] Name { get; } = name;

        public Node ChildOrNew(byte[] part)
        {
            foreach (var child in Children)
            {
                if (child.Name.AsSpan().SequenceEqual(part))
                {
                    return child;
                }
            }

            Children = [.. Children, new Node(part)];
            return Children[^1];
        }

        public Node? Child(ref Utf8JsonReader reader)
        {
            foreach (var child in Children)
            {
                if (reader.ValueTextEquals(child.Name))
                {
                    return child;
                }
            }

            return null;
        }
    }
}

/// <summary>A value found by its path: the bytes between the quotes of a string, the whole of anything else. Default: not there.</summary>
internal readonly record struct JsonValue(JsonTokenType Type, ReadOnlyMemory<byte> Bytes, bool IsEscaped)
{
    public bool IsAbsent => Type is JsonTokenType.None or JsonTokenType.Null;

    public bool IsScalar => Type is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False;

    /// <summary>The value as UTF-8 text, unescaped.</summary>
    /// <exception cref="InvalidOperationException">It contains half of a surrogate pair.</exception>
    public ReadOnlyMemory<byte> Text()
    {
        if (!IsEscaped)
        {
            return Bytes;
        }

        // The reader unescapes; it needs the quotes around the value, which the slice lacks.
        var quoted = new byte[Bytes.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        Bytes.Span.CopyTo(quoted.AsSpan(1));
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        var text = new byte[Bytes.Length];
        return text.AsMemory(0, reader.CopyString(text));
    }
}
