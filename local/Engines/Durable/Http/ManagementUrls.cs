using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Local.Engines.Durable.Http;

/// <summary>The management URLs of an instance, as the Durable extension hands them out.</summary>
internal sealed class ManagementUrls(HttpRequest request, string instanceId, string taskHub)
{
    // The caller's own key goes along, so that the URLs work for whoever got them, as on Azure.
    private readonly string query = $"taskHub={Uri.EscapeDataString(taskHub)}&connection=Storage"
        + (request.Query["code"].FirstOrDefault() is { Length: > 0 } code ? $"&code={Uri.EscapeDataString(code)}" : string.Empty);

    private readonly string instance =
        $"{request.Scheme}://{request.Host}{request.PathBase}{DurableHttpApi.BasePath}/instances/{Uri.EscapeDataString(instanceId)}";

    /// <summary>Where the status is.</summary>
    public string Status => $"{instance}?{query}";

    /// <summary>The payload of a start.</summary>
    public JsonObject ToJson() => new()
    {
        ["id"] = instanceId,
        ["statusQueryGetUri"] = Status,
        ["sendEventPostUri"] = $"{instance}/raiseEvent/{{eventName}}?{query}",
        ["terminatePostUri"] = $"{instance}/terminate?reason={{text}}&{query}",
        ["purgeHistoryDeleteUri"] = Status,
        ["restartPostUri"] = $"{instance}/restart?{query}",
        ["suspendPostUri"] = $"{instance}/suspend?reason={{text}}&{query}",
        ["resumePostUri"] = $"{instance}/resume?reason={{text}}&{query}",
    };
}
