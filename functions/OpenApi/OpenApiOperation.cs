using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Functions.Access;

namespace RevenueFunctions.Functions.OpenApi;

/// <summary>Describes one HTTP function.</summary>
internal static class OpenApiOperation
{
    public const string ApiKeyScheme = "apiKey";
    public const string EntraScheme = "entra";
    public const string HostKeyScheme = "hostKey";

    public static JsonObject Describe(HttpFunction function, RouteTemplate route, OpenApiSchemas schemas)
    {
        var operation = function.Operation;
        var described = new JsonObject
        {
            ["operationId"] = function.Name,
            ["tags"] = new JsonArray(operation?.Tag ?? "Undescribed"),
            ["summary"] = operation?.Summary ?? string.Empty,
        };
        var parameters = Parameters(function, route);
        if (parameters.Count > 0)
        {
            described["parameters"] = parameters;
        }

        if (operation?.Request is { } request)
        {
            var body = Content(null, "application/json", schemas.Reference(request));
            body["required"] = true;
            described["requestBody"] = body;
        }

        described["responses"] = Responses(function, schemas);
        if (Security(function) is { Length: > 0 } security)
        {
            described["security"] = new JsonArray(security);
            described["x-of-account"] = operation?.OfAccount == true;
        }

        return described;
    }

    /// <summary>A body of one media type.</summary>
    public static JsonObject Content(string? description, string mediaType, JsonNode schema)
    {
        var content = new JsonObject { ["content"] = new JsonObject { [mediaType] = new JsonObject { ["schema"] = schema } } };
        if (description is not null)
        {
            content.Insert(0, "description", description);
        }

        return content;
    }

    /// <summary>What a caller needs: one of these, and all that it names. The role is named with the scheme, as OpenAPI 3.1 allows.</summary>
    private static JsonNode[] Security(HttpFunction function)
    {
        var role = function.Operation is { Role: not Role.Anyone } operation ? JsonNamingPolicy.CamelCase.ConvertName(operation.Role.ToString()) : null;
        var needsHostKey = function.Trigger.AuthLevel != AuthorizationLevel.Anonymous;
        return role is not null ? [Need(ApiKeyScheme, role, needsHostKey), Need(EntraScheme, role, needsHostKey)]
            : needsHostKey ? [new JsonObject { [HostKeyScheme] = new JsonArray() }]
            : [];
    }

    private static JsonObject Need(string scheme, string role, bool needsHostKey)
    {
        var need = new JsonObject { [scheme] = new JsonArray(role) };
        if (needsHostKey)
        {
            need[HostKeyScheme] = new JsonArray();
        }

        return need;
    }

    private static JsonArray Parameters(HttpFunction function, RouteTemplate route)
    {
        var parameters = new JsonArray();
        foreach (var (name, type) in route.Parameters)
        {
            parameters.Add((JsonNode)new JsonObject { ["name"] = name, ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = type } });
        }

        foreach (var text in function.Operation?.Query ?? [])
        {
            var parts = text.Split(": ", 2);
            var schema = parts[0] == "limit"
                ? new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 1000, ["default"] = 100 }
                : new JsonObject { ["type"] = "string" };
            parameters.Add((JsonNode)new JsonObject { ["name"] = parts[0], ["in"] = "query", ["description"] = parts[^1], ["schema"] = schema });
        }

        if (function.Operation?.Errors.Contains(412) == true)
        {
            parameters.Add((JsonNode)Header("If-Match", "The entity tag that was read, or * for any: the write is refused when it is another one now."));
            parameters.Add((JsonNode)Header("If-None-Match", "*: the write is refused when the document exists."));
        }

        return parameters;
    }

    private static JsonObject Header(string name, string description) =>
        new() { ["name"] = name, ["in"] = "header", ["description"] = description, ["schema"] = new JsonObject { ["type"] = "string" } };

    private static JsonObject Responses(HttpFunction function, OpenApiSchemas schemas)
    {
        var operation = function.Operation;
        var responses = new JsonObject();
        foreach (var status in operation is { Creates: true } ? [200, 201] : new[] { operation?.Status ?? 200 })
        {
            var description = ReasonPhrases.GetReasonPhrase(status);
            responses[Text(status)] = operation?.Response is { } response
                ? Content(description, "application/json", schemas.Reference(response))
                : new JsonObject { ["description"] = description };
        }

        int[] always = operation?.Role == Role.Anyone ? [400, 429, 500, 503] : [400, 401, 403, 429, 500, 503];
        int[] ofBody = operation?.Request is null ? [] : [408, 413, 415];
        foreach (var status in (operation?.Errors ?? []).Concat(ofBody).Concat(always).Distinct().Order())
        {
            responses[Text(status)] = new JsonObject { ["$ref"] = $"#/components/responses/{(status is 429 or 503 ? "Busy" : "Problem")}" };
        }

        return responses;
    }

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
