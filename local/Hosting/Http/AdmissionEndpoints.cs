using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Local.Admission;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Engines.EventHub;

namespace RevenueFunctions.Local.Hosting.Http;

/// <summary>What the host holds of each bounded resource, for whom, and how often it refused: where an operator looks when callers see 429 or 503.</summary>
internal static class AdmissionEndpoints
{
    public static void MapAdmission(this IEndpointRouteBuilder endpoints, HostCapacity capacity, EventHubEngine hubs, DurableEngine durable, HostKeys keys) =>
        endpoints.MapGet("/admin/host/admission", context => (keys.Allow(context.Request, AuthorizationLevel.Admin)
            ? Results.Json(Describe(capacity, hubs, durable), FabricJson.Options)
            : HostProblems.Unauthorized()).ExecuteAsync(context));

    private static object Describe(HostCapacity capacity, EventHubEngine hubs, DurableEngine durable) => new
    {
        ingestBytesInFlight = capacity.IngestInFlight.Read(),
        hubBacklogBytes = hubs.HubNames.Order(StringComparer.Ordinal).ToDictionary(hub => hub, hub => hubs.Backlog(hub).Read()),
        apiReads = capacity.ApiReads.Read(),
        apiWrites = capacity.ApiWrites.Read(),
        operatorRequests = capacity.OperatorRequests.Read(),
        activeInstances = new { limit = capacity.Options.ActiveInstances, held = durable.ActiveInstances },
        managedBytes = GC.GetTotalMemory(forceFullCollection: false),
    };
}
