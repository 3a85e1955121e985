using System.Text.Json;
using System.Text.RegularExpressions;
using RevenueFunctions.Tests.Hostile.Hosting;
using RevenueFunctions.Tests.Hostile.Mutation;

namespace RevenueFunctions.Tests.Hostile.Surface;

/// <summary>
/// Every operation of the host: those that its OpenAPI document describes, and every other route that it serves. Nobody has to remember a
/// new one.
/// </summary>
internal sealed partial class ApiSurface
{
    private readonly SchemaSample sample;
    private readonly KnownValues known;

    private ApiSurface(IReadOnlyList<Operation> operations, SchemaSample sample, KnownValues known) => (Operations, this.sample, this.known) = (operations, sample, known);

    /// <summary>All operations.</summary>
    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>Reads the surface from what the host says of itself.</summary>
    public static ApiSurface Of(JsonElement openApi, IEnumerable<HostRoute> routes, SchemaSample sample, KnownValues known)
    {
        var described = new List<Operation>();
        foreach (var path in openApi.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject())
            {
                List<JsonElement> parameters = method.Value.TryGetProperty("parameters", out var all) ? [.. all.EnumerateArray()] : [];
                described.Add(new Operation(
                    method.Name.ToUpperInvariant(),
                    path.Name,
                    [.. parameters.Where(parameter => parameter.GetProperty("in").GetString() == "query").Select(parameter => parameter.GetProperty("name").GetString()!)],
                    method.Value.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").GetProperty("application/json").GetProperty("schema") : null));
            }
        }

        var describedNames = described.Select(operation => operation.ToString()).ToHashSet(StringComparer.Ordinal);
        var others = routes.Select(route => new Operation(route.Method, Constraint().Replace(route.Template, "{${name}}"), QueryOf(route.Template), null))
            .Where(operation => !describedNames.Contains(operation.ToString()));
        return new ApiSurface([.. described, .. others], sample, known);
    }

    /// <summary>A request for an operation that the host should be able to carry out.</summary>
    public RequestDraft Make(Operation operation, SeededChoice choice)
    {
        var body = operation.Body is { } schema ? sample.Make(schema, choice)
            : operation.Method is "POST" or "PUT" && choice.Percent(30) ? JsonTree.Parse("""{"reason":"test","value":1}""") : null;
        var path = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in operation.PathParameters)
        {
            path[parameter] = InBody(body, parameter) is { } key && operation.Method == "PUT" ? key : known.ForPath(operation, parameter, path, choice);
        }

        return new RequestDraft
        {
            Operation = operation,
            Method = operation.Method,
            Path = path,
            Query = [.. operation.Query.Where(_ => choice.Percent(30)).Select(name => KeyValuePair.Create(name, name == "limit" ? "5" : known.ForQuery(name, choice)))],
            Headers = body is null ? [] : [new("Content-Type", "application/json")],
            Tree = body,
        };
    }

    // A document is put under its own key; the route calls the key as the document does, or "id".
    private static string? InBody(JsonTree? body, string parameter) =>
        body is JsonTree.Object document && document[parameter] is JsonTree.Raw raw ? raw.Json.StartsWith('"') ? JsonSerializer.Deserialize<string>(raw.Json) : raw.Json : null;

    // Only the code of these knows its query parameters; the Durable Functions HTTP API names its own.
    private static IReadOnlyList<string> QueryOf(string template) =>
        template.StartsWith("/runtime/webhooks/", StringComparison.Ordinal)
            ? ["showInput", "showHistory", "showHistoryOutput", "runtimeStatus", "createdTimeFrom", "createdTimeTo", "instanceIdPrefix", "top", "reason", "version", "restartWithNewInstanceId", "pollingInterval", "code", "taskHub"]
            : ["partitionKey", "from", "timeout", "api-version", "limit", "cursor"];

    [GeneratedRegex(@"\{\**(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Constraint();
}
