using System.Data.Common;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using OpenTelemetry;

namespace RevenueFunctions.Functions;

/// <content>Telemetry on Azure: the worker's own spans and resource, and Azure Monitor where its connection string is set.</content>
internal static partial class FabricPlatform
{
    private const string Insights = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    static partial void AskForAzureMonitor(IConfiguration configuration, ref bool isThere) => isThere = configuration[Insights] is { Length: > 0 };

    static partial void AddAzureMonitor(IOpenTelemetryBuilder telemetry, IConfiguration configuration)
    {
        // Also tells the host to leave the worker's telemetry to the worker: nothing is exported twice.
        telemetry.UseFunctionsWorkerDefaults();
        if (configuration[Insights] is { Length: > 0 })
        {
            telemetry.UseAzureMonitorExporter(options =>
            {
                options.Credential = InsightsCredential(configuration);

                // Unasked, the exporter keeps five traces a second: of the sagas that all start when a month ends it would keep next to none.
                options.TracesPerSecond = configuration["OTEL_TRACES_SAMPLER"] is null ? null : options.TracesPerSecond;
            });
        }
    }

    // The host and the older SDK read this setting themselves; the exporter does not.
    private static ManagedIdentityCredential? InsightsCredential(IConfiguration configuration)
    {
        var authentication = new DbConnectionStringBuilder { ConnectionString = configuration["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] ?? string.Empty };
        return authentication.TryGetValue("Authorization", out var kind) && kind is "AAD"
            ? new ManagedIdentityCredential(authentication.TryGetValue("ClientId", out var id) ? ManagedIdentityId.FromUserAssignedClientId((string)id) : ManagedIdentityId.SystemAssigned)
            : null;
    }
}
