using Microsoft.Extensions.Configuration;

namespace RevenueFunctions.Local.Engines.EventHub.Producers;

/// <summary>Who may send to the hubs.</summary>
/// <param name="Keys">
/// Shared access keys by name (setting EventHub:Keys:{name}). While there is none, callers on this machine send without a signature and
/// nobody else can; with one, everybody signs.
/// </param>
public sealed record EventHubProducerOptions(IReadOnlyDictionary<string, string> Keys)
{
    /// <summary>Reads the section EventHub:Keys.</summary>
    public static EventHubProducerOptions From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new(configuration.GetSection("EventHub:Keys").GetChildren()
            .Where(key => !string.IsNullOrEmpty(key.Value))
            .ToDictionary(key => key.Key, key => key.Value!, StringComparer.Ordinal));
    }
}
