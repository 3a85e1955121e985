using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace RevenueFunctions.Functions;

/// <summary>
/// The adapters of the platform the app runs on. In the packages build functions/Azure/ implements the partial methods; in the subset
/// build nobody does, the compiler drops the call, and the local host registers its own engines instead.
/// </summary>
internal static partial class FabricPlatform
{
    public static void AddTo(IServiceCollection services, IConfiguration configuration) => AddAzure(services, configuration);

    /// <summary>True when the platform has an exporter of telemetry of its own, and its setting is there.</summary>
    public static bool HasExporter(IConfiguration configuration)
    {
        var isThere = false;
        AskForAzureMonitor(configuration, ref isThere);
        return isThere;
    }

    public static void AddExporter(IOpenTelemetryBuilder telemetry, IConfiguration configuration) => AddAzureMonitor(telemetry, configuration);

    static partial void AddAzure(IServiceCollection services, IConfiguration configuration);

    static partial void AskForAzureMonitor(IConfiguration configuration, ref bool isThere);

    static partial void AddAzureMonitor(IOpenTelemetryBuilder telemetry, IConfiguration configuration);
}
