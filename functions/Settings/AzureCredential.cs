using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace RevenueFunctions.Functions.Settings;

/// <summary>Who this app is to a service of Azure, by the settings that Functions itself reads for a connection.</summary>
internal static class AzureCredential
{
    private const string ManagedIdentity = "managedidentity";

    /// <summary>
    /// {connection}:credential=managedidentity with {connection}:clientId (or AZURE_CLIENT_ID) is the app's user-assigned identity; without it
    /// whoever is signed in, as on a developer's machine.
    /// </summary>
    public static TokenCredential For(IConfiguration configuration, string connection)
    {
        var client = configuration[$"{connection}:clientId"] is { Length: > 0 } own ? own : configuration["AZURE_CLIENT_ID"] is { Length: > 0 } shared ? shared : null;
        if (!string.Equals(configuration[$"{connection}:credential"], ManagedIdentity, StringComparison.OrdinalIgnoreCase))
        {
            return new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = client });
        }

        return new ManagedIdentityCredential(client is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(client));
    }
}
