using System.Text;
using RevenueFunctions.Tests.Hostile.Mutation;
using RevenueFunctions.Tests.Hostile.Wire;

namespace RevenueFunctions.Tests.Hostile.Surface;

/// <summary>A request whose parts are still apart, so that each can be mutated.</summary>
internal sealed record RequestDraft
{
    public required Operation Operation { get; init; }

    public required string Method { get; init; }

    /// <summary>Values of the path parameters, not escaped.</summary>
    public IReadOnlyDictionary<string, string> Path { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body as a tree; null when there is none or it is bytes already.</summary>
    public JsonTree? Tree { get; init; }

    /// <summary>The body as bytes; wins over the tree.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>The body as it would be sent.</summary>
    public byte[] Body => Bytes ?? (Tree is null ? [] : Encoding.UTF8.GetBytes(Tree.ToString()));

    /// <summary>The same with a header set.</summary>
    public RequestDraft WithHeader(string name, string value) =>
        this with { Headers = [.. Headers.Where(header => !header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)), new(name, value)] };

    /// <summary>The request.</summary>
    public WireRequest ToWire()
    {
        var path = string.Join('/', Operation.Template.Split('/').Select(part =>
            part.StartsWith('{') ? Uri.EscapeDataString(Path.GetValueOrDefault(part.Trim('{', '}', '*', '?'), string.Empty)) : part));
        var query = string.Join('&', Query.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        return new WireRequest(Method, query.Length == 0 ? path : $"{path}?{query}", Headers, Body);
    }
}
