using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Functions.OpenApi;

/// <summary>
/// Describes the HTTP functions of an assembly as OpenAPI 3.1, from what runs: routes and methods from the triggers, words from
/// <see cref="ApiOperationAttribute"/>, schemas from the very types and options that write the answers.
/// </summary>
public static class OpenApiDocument
{
    private const string RoutePrefix = "/api/";

    /// <summary>The document.</summary>
    public static JsonObject Describe(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var schemas = new OpenApiSchemas();
        var problem = schemas.Reference(typeof(ProblemDocument));
        var paths = new JsonObject();
        foreach (var function in HttpFunctions(assembly).OrderBy(function => function.Trigger.Route ?? function.Name, StringComparer.Ordinal))
        {
            var route = RouteTemplate.Parse(function.Trigger.Route ?? function.Name);
            var path = RoutePrefix + route.Path;
            if (paths[path] is not JsonObject methods)
            {
                paths[path] = methods = [];
            }

            foreach (var method in function.Trigger.Methods ?? ["get", "post"])
            {
                methods[method.ToLowerInvariant()] = OpenApiOperation.Describe(function, route, schemas);
            }
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "RevenueFunctions",
                ["version"] = "1",
                ["description"] = "From usage event to reconciled ledger entry. Amounts are decimal numbers as text. Errors are RFC 9457 problems that name the field and the remedy.",
                ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.Components,
                ["responses"] = new JsonObject
                {
                    ["Problem"] = OpenApiOperation.Content("What went wrong, where, and what to do about it.", "application/problem+json", problem),
                    ["Busy"] = Busy(problem.DeepClone()),
                },
                ["securitySchemes"] = new JsonObject
                {
                    [OpenApiOperation.ApiKeyScheme] = new JsonObject
                    {
                        ["type"] = "apiKey",
                        ["in"] = "header",
                        ["name"] = ApiKeyCallers.Header,
                        ["description"] = "Each operation names the role that a key needs. Without any key configured, callers on the host's own machine have all roles.",
                    },
                    [OpenApiOperation.EntraScheme] = new JsonObject
                    {
                        ["type"] = "http",
                        ["scheme"] = "bearer",
                        ["bearerFormat"] = "JWT",
                        ["description"] = "An access token of Entra ID for this API. Each operation names the app role that it needs.",
                    },
                    [OpenApiOperation.HostKeyScheme] = new JsonObject
                    {
                        ["type"] = "apiKey",
                        ["in"] = "header",
                        ["name"] = "x-functions-key",
                        ["description"] = "The master key of the Functions host.",
                    },
                },
            },
        };
    }

    private static JsonObject Busy(JsonNode problem)
    {
        var busy = OpenApiOperation.Content("Not now: send the request again after the time in Retry-After.", "application/problem+json", problem);
        busy["headers"] = new JsonObject
        {
            ["Retry-After"] = new JsonObject
            {
                ["description"] = "Seconds to wait.",
                ["required"] = true,
                ["schema"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1 },
            },
        };
        return busy;
    }

    /// <summary>The HTTP functions of an assembly.</summary>
    public static IEnumerable<HttpFunction> HttpFunctions(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return HttpFunctions(assembly.GetTypes());
    }

    /// <summary>The HTTP functions of some classes.</summary>
    public static IEnumerable<HttpFunction> HttpFunctions(IEnumerable<Type> types)
    {
        return
            from type in types
            from method in type.GetMethods()
            let function = method.GetCustomAttribute<FunctionAttribute>()
            where function is not null
            let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null)
            where trigger is not null
            select new HttpFunction(function.Name, trigger, method.GetCustomAttribute<ApiOperationAttribute>());
    }
}
