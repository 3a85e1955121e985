using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Local.Hosting.Functions;

namespace RevenueFunctions.Local.Hosting.Http;

/// <summary>Serves the HTTP functions at their routes below the route prefix.</summary>
internal static class HttpFunctions
{
    /// <exception cref="FunctionIndexException">A route does not parse, clashes with another, or is reserved for the host.</exception>
    public static void MapFunctions(this IEndpointRouteBuilder endpoints, FunctionIndex index, FunctionInvoker invoker, HostKeys keys, string routePrefix)
    {
        var errors = new List<string>();
        var routes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (function, trigger) in index.TriggeredBy<HttpTriggerAttribute>())
        {
            if (Pattern(function, trigger, routePrefix, errors) is not { } pattern)
            {
                continue;
            }

            foreach (var method in trigger.Methods ?? ["*"])
            {
                var shape = $"{method.ToUpperInvariant()} {Shape(pattern)}";
                if (!routes.TryAdd(shape, function.Name))
                {
                    errors.Add($"Functions '{routes[shape]}' and '{function.Name}' both serve {shape}: give one another route.");
                }
            }

            var handler = Handler(function, trigger, invoker, keys);
            _ = trigger.Methods is null ? endpoints.Map(pattern, handler) : endpoints.MapMethods(pattern.RawText!, trigger.Methods, handler);
        }

        if (errors.Count > 0)
        {
            throw new FunctionIndexException(errors);
        }
    }

    private static RoutePattern? Pattern(FunctionEntry function, HttpTriggerAttribute trigger, string routePrefix, List<string> errors)
    {
        var template = $"{routePrefix.Trim('/')}/{(trigger.Route ?? function.Name).TrimStart('/')}".Trim('/');
        RoutePattern pattern;
        try
        {
            pattern = RoutePatternFactory.Parse(template);
        }
        catch (RoutePatternException wrong)
        {
            errors.Add($"Function '{function.Name}' has the route '{template}', which is not valid: {wrong.Message}");
            return null;
        }

        if (template.StartsWith("admin", StringComparison.OrdinalIgnoreCase) || template.StartsWith("runtime/", StringComparison.OrdinalIgnoreCase))
        {
            errors.Add($"Function '{function.Name}' has the route '{template}': routes below admin and runtime belong to the host.");
            return null;
        }

        foreach (var parameter in function.Method.GetParameters().Where(ParameterBindings.IsByName))
        {
            if (pattern.GetParameter(parameter.Name!) is null)
            {
                errors.Add($"Function '{function.Name}': parameter '{parameter.Name}' is not part of the route '{template}'.");
            }
        }

        return pattern;
    }

    /// <summary>The route with its parameters' names taken out: two routes of one shape match the same requests.</summary>
    private static string Shape(RoutePattern pattern) => string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => $"{{{(parameter.IsCatchAll ? "*" : string.Empty)}{string.Concat(parameter.ParameterPolicies.Select(policy => $":{policy.Content}"))}}}",
        _ => string.Empty,
    }))));

    private static RequestDelegate Handler(FunctionEntry function, HttpTriggerAttribute trigger, FunctionInvoker invoker, HostKeys keys)
    {
        var body = Array.Find(function.Method.GetParameters(), ParameterBindings.IsBody);
        return async context =>
        {
            if (!keys.Allow(context.Request, trigger.AuthLevel))
            {
                await HostProblems.Unauthorized().ExecuteAsync(context);
                return;
            }

            var result = await invoker.InvokeAsync(function, new Invocation
            {
                Trigger = context.Request,
                Http = context,
                ReadBody = body is null ? null : ReaderOf(context.Request, body.ParameterType),
                CancellationToken = context.RequestAborted,
            });
            await AnswerAsync(function, result, context);
        };
    }

    private static Func<Task<object>> ReaderOf(HttpRequest request, Type type) => () => RequestBody.ReadAsync(request, type);

    private static Task AnswerAsync(FunctionEntry function, object? result, HttpContext context) => result switch
    {
        IResult answer => answer.ExecuteAsync(context),
        IActionResult answer => answer.ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor())),
        null => Task.CompletedTask,
        _ => throw new InvalidOperationException($"Function '{function.Name}' returned a {result.GetType().Name}; the worker answers with an IResult or IActionResult only."),
    };
}
