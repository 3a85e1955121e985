using Microsoft.Extensions.Configuration;
using RevenueFunctions.Local.Hosting.Http;

namespace RevenueFunctions.Local.Engines.EventHub.Producers;

/// <summary>Who may send to the hubs.</summary>
/// <param name="Keys">
/// Shared access keys by name (setting EventHub:Keys:{name}). With one, everybody signs. While no credential of any kind is configured,
/// callers on this machine send without a signature and nobody else can.
/// </param>
public sealed record EventHubProducerOptions(IReadOnlyDictionary<string, string> Keys)
{
    /// <summary>Whether callers on this machine send without a signature while there is no key.</summary>
    public bool OpenToThisMachine { get; init; } = true;

    /// <summary>Reads the section EventHub:Keys.</summary>
    public static EventHubProducerOptions From(IConfiguration configuration, HostCredentials credentials)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(credentials);
        return new(configuration.GetSection("EventHub:Keys").GetChildren()
            .Where(key => !string.IsNullOrEmpty(key.Value))
            .ToDictionary(key => key.Key, key => key.Value!, StringComparer.Ordinal)) { OpenToThisMachine = !credentials.AreConfigured };
    }
}
