using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Local.Engines.Durable.Http;

/// <summary>The Durable Functions HTTP API for operators and their tools, with the routes, codes and shapes of the real extension.</summary>
public static class DurableHttpApi
{
    /// <summary>Where the extension's webhooks are.</summary>
    public const string BasePath = "/runtime/webhooks/durabletask";

    // A payload of a mebibyte, and room for blanks and escapes, which are not kept.
    private const int MostBodyBytes = 2 * 1024 * 1024;

    // A JSON answer, never put into a page: quotes stay readable, as the real API writes them.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Maps the API over an engine. Without other options only callers on this machine may use it.</summary>
    public static IEndpointRouteBuilder MapDurableHttpApi(this IEndpointRouteBuilder endpoints, DurableEngine engine, DurableHttpApiOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        options ??= new DurableHttpApiOptions();
        var starts = new StartEndpoints(engine, options);
        var instances = new InstanceEndpoints(engine);
        var operations = new OperationEndpoints(engine, starts);
        Map(HttpMethods.Post, "/orchestrators/{functionName}/{instanceId?}", starts.StartAsync);
        Map(HttpMethods.Get, "/instances", instances.ListAsync);
        Map(HttpMethods.Delete, "/instances", instances.PurgeManyAsync);
        Map(HttpMethods.Get, "/instances/{instanceId}", instances.GetAsync);
        Map(HttpMethods.Delete, "/instances/{instanceId}", instances.PurgeAsync);
        Map(HttpMethods.Post, "/instances/{instanceId}/raiseEvent/{eventName}", operations.RaiseEventAsync);
        Map(HttpMethods.Post, "/instances/{instanceId}/terminate", operations.TerminateAsync);
        Map(HttpMethods.Post, "/instances/{instanceId}/suspend", operations.SuspendAsync);
        Map(HttpMethods.Post, "/instances/{instanceId}/resume", operations.ResumeAsync);
        Map(HttpMethods.Post, "/instances/{instanceId}/rewind", operations.RewindAsync);
        Map(HttpMethods.Post, "/instances/{instanceId}/restart", operations.RestartAsync);
        return endpoints;

        void Map(string method, string route, Func<HttpContext, Task<IResult>> handle) => endpoints.MapMethods(BasePath + route, [method], async context =>
        {
            var answer = options.Allow(context) ? await handle(context) : Results.Unauthorized();
            await answer.ExecuteAsync(context);
        });
    }

    /// <summary>The id of the route. Routing leaves an escaped slash as it is, since it would be another segment.</summary>
    internal static string InstanceIdOf(HttpContext context) =>
        ((string)context.GetRouteValue("instanceId")!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The body as compact JSON text, null when empty; or the problem to answer with.</summary>
    internal static async Task<(string? Json, IResult? Problem)> ReadJsonAsync(HttpRequest request)
    {
        if (RequestBytes.RefuseEncoding(request) is { } refusal)
        {
            return (null, refusal);
        }

        if (await RequestBytes.ReadAsync(request, MostBodyBytes, request.HttpContext.RequestAborted) is not { } body)
        {
            return (null, Problems.TooLarge(MostBodyBytes, "Store the document and send its id."));
        }

        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return (null, null);
        }

        if (!Utf8.IsValid(body.Span))
        {
            return (null, Problems.Invalid("body", "invalid-utf8", "The body is no UTF-8.", "Send JSON in UTF-8."));
        }

        try
        {
            return (JsonNode.Parse(body.Span)?.ToJsonString(), null);
        }
        catch (JsonException malformed)
        {
            return (null, Problems.Invalid("body", "invalid-json", $"Invalid JSON content: {malformed.Message}", "Send one JSON value, or nothing."));
        }
    }

    internal static IResult Json(JsonNode? body, int status = StatusCodes.Status200OK) =>
        Results.Content(body?.ToJsonString(Readable) ?? "null", "application/json; charset=utf-8", statusCode: status);
}
