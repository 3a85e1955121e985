using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RevenueFunctions.Tests.Acceptance.Security;

/// <summary>Every operation of the API, as its OpenAPI document lists them: what these tests enumerate, so that a new route is tested too.</summary>
internal sealed partial class ApiSurface
{
    private ApiSurface(JsonNode document) => Document = document;

    /// <summary>The document.</summary>
    public JsonNode Document { get; }

    /// <summary>The operations in order of their names.</summary>
    public IEnumerable<Operation> Operations =>
        from path in Document["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        let security = method.Value!["security"]?.AsArray()[0]
        orderby method.Value!["operationId"]!.ToString()
        select new Operation(
            method.Value!["operationId"]!.ToString(),
            new HttpMethod(method.Key.ToUpperInvariant()),
            path.Key,
            security?["apiKey"]?[0]?.ToString(),
            security?["hostKey"] is not null,
            method.Value!["x-of-account"]?.GetValue<bool>() == true,
            method.Value!["requestBody"]?["content"]?["application/json"]?["schema"],
            [.. Named(method.Value!, "query").Select(one => one["name"]!.ToString())],
            [.. Named(method.Value!, "path").Where(one => one["schema"]!["type"]!.ToString() == "integer").Select(one => one["name"]!.ToString())]);

    public static async Task<ApiSurface> ReadAsync(FabricClient client) => new((await client.GetAsync("/api/openapi.json")).Json!);

    private static IEnumerable<JsonNode> Named(JsonNode operation, string place) =>
        (operation["parameters"]?.AsArray() ?? []).Select(one => one!).Where(one => one["in"]!.ToString() == place);

    /// <summary>One operation.</summary>
    /// <param name="Id">Its function.</param>
    /// <param name="Method">Its method.</param>
    /// <param name="Template">Its path with parameters.</param>
    /// <param name="Role">The role it needs; null for none.</param>
    /// <param name="NeedsHostKey">Whether it also needs the host's master key.</param>
    /// <param name="OfAccount">Whether callers of single accounts may call it.</param>
    /// <param name="Body">The schema of its body; null when it takes none.</param>
    /// <param name="Query">Its query parameters.</param>
    /// <param name="Numbers">The parameters of its path that are numbers.</param>
    internal sealed partial record Operation(
        string Id, HttpMethod Method, string Template, string? Role, bool NeedsHostKey, bool OfAccount, JsonNode? Body, IReadOnlyList<string> Query, IReadOnlyList<string> Numbers)
    {
        /// <summary>The names of its path's parameters.</summary>
        public IEnumerable<string> Parameters => Parameter().Matches(Template).Select(match => match.Groups[1].Value);

        /// <summary>The path with the same value in place of each parameter.</summary>
        public string Path(string value) => Path(_ => value);

        /// <summary>The path with values in place of its parameters; 1 where it wants a number.</summary>
        public string Path(Func<string, string> value) =>
            Parameter().Replace(Template, match => Numbers.Contains(match.Groups[1].Value) ? "1" : Uri.EscapeDataString(value(match.Groups[1].Value)));

        /// <inheritdoc/>
        public override string ToString() => $"{Id} ({Method} {Template})";

        [GeneratedRegex(@"\{(\w+)\}")]
        private static partial Regex Parameter();
    }
}
