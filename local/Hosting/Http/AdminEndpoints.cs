using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Local.Engines.Timers;
using RevenueFunctions.Local.Hosting.Functions;

namespace RevenueFunctions.Local.Hosting.Http;

/// <summary>The host's own endpoints below /admin, as the Functions host has them. They need the master key.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder endpoints, FunctionIndex index, TimerEngine timers, HostKeys keys, TimeProvider clock)
    {
        var admin = endpoints.MapGroup("/admin").AddEndpointFilter((context, next) =>
            keys.Allow(context.HttpContext.Request, AuthorizationLevel.Admin) ? next(context) : ValueTask.FromResult<object?>(HostProblems.Unauthorized()));

        admin.MapGet("/host/status", () => Results.Json(Status(clock)));
        admin.MapGet("/functions", () => Results.Json(index.Functions.Select(Describe)));
        admin.MapPost("/functions/{name}", async (string name, CancellationToken cancellationToken) =>
        {
            if (index.Find(name) is not { } function)
            {
                return RevenueFunctions.Functions.Http.Problems.NotFound("function", name);
            }

            if (function.Trigger is not TimerTriggerAttribute)
            {
                return HostProblems.BadRequest(
                    "name", "not-a-timer", $"Function '{function.Name}' has a {function.TriggerName}.", "Only timer functions can be started here; send the others their own event.");
            }

            await timers.TriggerAsync(function.Name, cancellationToken);
            return Results.Accepted();
        });
    }

    private static object Status(TimeProvider clock)
    {
        using var process = Process.GetCurrentProcess();
        return new
        {
            id = Environment.MachineName.ToLowerInvariant(),
            state = "Running",
            version = typeof(AdminEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            processUptime = (long)(clock.GetUtcNow() - process.StartTime.ToUniversalTime()).TotalMilliseconds,
            processId = process.Id,
            workingSetBytes = process.WorkingSet64,
        };
    }

    private static object Describe(FunctionEntry function) => new
    {
        name = function.Name,
        entryPoint = function.Definition.EntryPoint,
        trigger = function.TriggerName,
        route = function.Trigger is HttpTriggerAttribute http ? http.Route ?? function.Name : null,
        methods = (function.Trigger as HttpTriggerAttribute)?.Methods,
    };
}
