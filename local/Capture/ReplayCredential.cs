using Azure.Core;
using Azure.Identity;
using RevenueFunctions.Local.Engines.EventHub.Producers;
using RevenueFunctions.Local.Hosting;

namespace RevenueFunctions.Local.Capture;

/// <summary>What goes into the Authorization header of a replay.</summary>
internal abstract record ReplayCredential
{
    private static readonly string[] Scopes = ["https://eventhubs.azure.net/.default"];

    private ReplayCredential()
    {
    }

    /// <summary>The credential for a hub: what was given, and otherwise, for Azure, who is signed in here.</summary>
    /// <exception cref="CommandLineException">The connection string lacks something, or is for another namespace.</exception>
    public static ReplayCredential For(Uri hub, string? token, string? connection)
    {
        ArgumentNullException.ThrowIfNull(hub);
        if (token is not null && connection is not null)
        {
            throw new CommandLineException("--token and --connection exclude each other.");
        }

        if (connection is not null)
        {
            return KeyOf(hub, connection);
        }

        return token is not null ? new Bearer(token)
            : hub.IsLoopback ? new Nobody()
            : new Entra(new DefaultAzureCredential());
    }

    /// <summary>The header's value now, or null for none.</summary>
    public async ValueTask<string?> HeaderAsync(Uri hub, TimeProvider clock, CancellationToken cancellationToken) => this switch
    {
        Bearer bearer => $"Bearer {bearer.Token}",
        Key key => SharedAccessSignature.Create(hub, key.Name, key.Secret, clock.GetUtcNow().AddHours(1)),
        Entra entra => $"Bearer {await TokenAsync(entra.Source, cancellationToken)}",
        _ => null,
    };

    private static async Task<string> TokenAsync(TokenCredential source, CancellationToken cancellationToken)
    {
        try
        {
            return (await source.GetTokenAsync(new TokenRequestContext(Scopes), cancellationToken)).Token;
        }
        catch (AuthenticationFailedException failed)
        {
            throw new ReplayException("No token of Entra ID could be had for https://eventhubs.azure.net. Sign in with 'az login', or give --token or --connection. " + failed.Message.Split('\n')[0], failed);
        }
    }

    private static Key KeyOf(Uri hub, string connection)
    {
        var parts = connection.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).Where(part => part.Length == 2)
            .GroupBy(part => part[0].Trim(), StringComparer.OrdinalIgnoreCase).ToDictionary(part => part.Key, part => part.First()[1].Trim(), StringComparer.OrdinalIgnoreCase);
        foreach (var name in (string[])["Endpoint", "SharedAccessKeyName", "SharedAccessKey"])
        {
            if (!parts.TryGetValue(name, out var value) || value.Length == 0)
            {
                throw new CommandLineException($"--connection has no {name}; it is Endpoint=sb://NAMESPACE.servicebus.windows.net/;SharedAccessKeyName=NAME;SharedAccessKey=KEY.");
            }
        }

        if (!Uri.TryCreate(parts["Endpoint"], UriKind.Absolute, out var endpoint) || !endpoint.Host.Equals(hub.Host, StringComparison.OrdinalIgnoreCase))
        {
            throw new CommandLineException($"--connection is for another namespace than --to, whose host is {hub.Host}.");
        }

        return new Key(parts["SharedAccessKeyName"], parts["SharedAccessKey"]);
    }

    // Records print their members: these print none.
    private sealed record Nobody : ReplayCredential;

    private sealed record Bearer(string Token) : ReplayCredential
    {
        public override string ToString() => nameof(Bearer);
    }

    private sealed record Key(string Name, string Secret) : ReplayCredential
    {
        public override string ToString() => nameof(Key);
    }

    private sealed record Entra(TokenCredential Source) : ReplayCredential
    {
        public override string ToString() => nameof(Entra);
    }
}
