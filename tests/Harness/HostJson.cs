using System.Text.Json;

namespace RevenueFunctions.Tests.Harness;

/// <summary>What host.json says, as it is deployed.</summary>
public static class HostJson
{
    /// <summary>The setting under which the host is told <see cref="DefaultVersion"/>.</summary>
    public const string DefaultVersionKey = "AzureFunctionsJobHost:extensions:durableTask:defaultVersion";

    /// <summary>The version on which new instances begin. Without it they begin on none, and the orchestrators decide as in their oldest.</summary>
    public static string DefaultVersion { get; } = Read();

    private static string Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Repository.Path("host.json")));
        return document.RootElement.GetProperty("extensions").GetProperty("durableTask").GetProperty("defaultVersion").GetString()!;
    }
}
