using Microsoft.Extensions.Configuration;

namespace RevenueFunctions.Local.Hosting.Http;

/// <summary>
/// Whether any credential is configured, of whatever kind. While there is none, being on this machine is the credential, for every door.
/// As soon as there is one, every door wants its own, and a door without one is closed: a key for the API must not leave the host's own
/// doors open beside it.
/// </summary>
public sealed class HostCredentials
{
    private static readonly string[] Sections = ["ApiKeys", "HostKeys", "EventHub:Keys", "Entra"];

    /// <summary>Reads the settings.</summary>
    public HostCredentials(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        AreConfigured = Sections.Any(section => configuration.GetSection(section).AsEnumerable().Any(setting => !string.IsNullOrEmpty(setting.Value)));
    }

    /// <summary>True when at least one key, or a tenant, is configured.</summary>
    public bool AreConfigured { get; }
}
