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
    private readonly NamedKey[] master;
    private readonly NamedKey[] function;
    private readonly NamedKey[] system;

    /// <summary>Reads the keys.</summary>
    public HostKeys(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var keys = configuration.GetSection("HostKeys");
        master = string.IsNullOrEmpty(keys["Master"]) ? [] : [new NamedKey("master", Digest(keys["Master"]!))];
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

        if (Presented(request) is not { Length: > 0 } presented)
        {
            return false;
        }

        var digest = Digest(presented);
        return Find(master, digest) is not null || level switch
        {
            AuthorizationLevel.Function => Find(function, digest) is not null,
            AuthorizationLevel.System => Find(system, digest) is not null,
            _ => false,
        };
    }

    /// <summary>The name of the key that the request carries, such as "function:crm"; null when it carries none that is known.</summary>
    public string? NameOf(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!AreConfigured || Presented(request) is not { Length: > 0 } presented)
        {
            return null;
        }

        var digest = Digest(presented);
        return Find(master, digest) ?? Find(function, digest) ?? Find(system, digest);
    }

    private static string? Presented(HttpRequest request) => request.Headers["x-functions-key"].FirstOrDefault() ?? request.Query["code"].FirstOrDefault();

    private static NamedKey[] Digests(IConfigurationSection section) => [.. section.GetChildren()
        .Where(key => !string.IsNullOrEmpty(key.Value))
        .Select(key => new NamedKey($"{section.Key}:{key.Key}", Digest(key.Value!)))];

    // Digests have one length, so the comparison tells nothing about a key, not even how long it is.
    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static string? Find(NamedKey[] known, byte[] presented)
    {
        string? found = null;
        foreach (var key in known)
        {
            found = CryptographicOperations.FixedTimeEquals(key.Digest, presented) ? key.Name : found;
        }

        return found;
    }

    private sealed record NamedKey(string Name, byte[] Digest);
}
