using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace RevenueFunctions.Local.Hosting.Http;

/// <summary>
/// The keys of the host, from the settings HostKeys:Master, HostKeys:Function:{name} and HostKeys:System:{name}. The master key opens
/// everything. With no key configured every caller on this machine is allowed, and nobody else.
/// </summary>
public sealed class HostKeys
{
    private readonly byte[][] master;
    private readonly byte[][] function;
    private readonly byte[][] system;

    /// <summary>Reads the keys.</summary>
    public HostKeys(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var keys = configuration.GetSection("HostKeys");
        master = string.IsNullOrEmpty(keys["Master"]) ? [] : [Digest(keys["Master"]!)];
        function = Digests(keys.GetSection("Function"));
        system = Digests(keys.GetSection("System"));
    }

    /// <summary>True when at least one key is configured.</summary>
    public bool AreConfigured => master.Length + function.Length + system.Length > 0;

    /// <summary>True when the request carries a key for the level, or needs none.</summary>
    public bool Allow(HttpRequest request, AuthorizationLevel level)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (level == AuthorizationLevel.Anonymous || !AreConfigured)
        {
            return true;
        }

        var presented = request.Headers["x-functions-key"].FirstOrDefault() ?? request.Query["code"].FirstOrDefault();
        if (string.IsNullOrEmpty(presented))
        {
            return false;
        }

        var digest = Digest(presented);
        return Contains(master, digest) || level switch
        {
            AuthorizationLevel.Function => Contains(function, digest),
            AuthorizationLevel.System => Contains(system, digest),
            _ => false,
        };
    }

    private static byte[][] Digests(IConfigurationSection section) =>
        [.. section.GetChildren().Where(key => !string.IsNullOrEmpty(key.Value)).Select(key => Digest(key.Value!))];

    // Digests have one length, so the comparison tells nothing about a key, not even how long it is.
    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static bool Contains(byte[][] known, byte[] presented)
    {
        var found = false;
        foreach (var digest in known)
        {
            found |= CryptographicOperations.FixedTimeEquals(digest, presented);
        }

        return found;
    }
}
