using System.Globalization;
using Microsoft.Extensions.Configuration;
using RevenueFunctions.Local.Engines.Durable;

namespace RevenueFunctions.Local.Hosting;

/// <summary>Reads extensions.durableTask of host.json.</summary>
internal static class DurableSettings
{
    public static DurableOptions Read(IConfiguration configuration)
    {
        var host = configuration.GetSection("AzureFunctionsJobHost:extensions:durableTask");
        var defaults = new DurableOptions();
        return defaults with
        {
            MaxConcurrentOrchestratorFunctions = Number(host["maxConcurrentOrchestratorFunctions"]) ?? defaults.MaxConcurrentOrchestratorFunctions,
            MaxConcurrentActivityFunctions = Number(host["maxConcurrentActivityFunctions"]) ?? defaults.MaxConcurrentActivityFunctions,
            DefaultVersion = host["defaultVersion"] ?? defaults.DefaultVersion,
            VersionMatchStrategy = Name<VersionMatch>(host["versionMatchStrategy"]) ?? defaults.VersionMatchStrategy,
            VersionFailureStrategy = Name<VersionMismatch>(host["versionFailureStrategy"]) ?? defaults.VersionFailureStrategy,
        };
    }

    private static int? Number(string? text) => text is null ? null : int.Parse(text, CultureInfo.InvariantCulture);

    private static T? Name<T>(string? text)
        where T : struct, Enum => text is null ? null : Enum.Parse<T>(text, ignoreCase: true);
}
