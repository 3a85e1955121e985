using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace RevenueFunctions.Local.Hosting.Http;

/// <summary>
/// The keys of the host's own doors, from the settings HostKeys:Master, HostKeys:Function:{name} and HostKeys:System:{name}. The master
/// key opens them all. With no credential of any kind configured every caller on this machine is allowed, and nobody else.
/// </summary>
public sealed class HostKeys
{
    private readonly HostCredentials credentials;
    private readonly List<NamedKey> master;
    private readonly List<NamedKey> function;
    private readonly List<NamedKey> system;

    /// <summary>Reads the keys.</summary>
    public HostKeys(IConfiguration configuration, HostCredentials credentials)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        this.credentials = credentials;
        var keys = configuration.GetSection("HostKeys");
        master = string.IsNullOrEmpty(keys["Master"]) ? [] : [new NamedKey("master", SecretDigest.Of(keys["Master"]!))];
        function = Digests(keys.GetSection("Function"));
        system = Digests(keys.GetSection("System"));
    }

    /// <summary>True when the request carries a key for the level, or needs none.</summary>
    public bool Allow(HttpRequest request, AuthorizationLevel level)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (level == AuthorizationLevel.Anonymous || !credentials.AreConfigured)
        {
            return true;
        }

        if (Presented(request) is not { Length: > 0 } presented)
        {
            return false;
        }

        var digest = SecretDigest.Of(presented);
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
        if (Presented(request) is not { Length: > 0 } presented)
        {
            return null;
        }

        var digest = SecretDigest.Of(presented);
        return Find(master, digest) ?? Find(function, digest) ?? Find(system, digest);
    }

    private static string? Presented(HttpRequest request) => request.Headers["x-functions-key"].FirstOrDefault() ?? request.Query["code"].FirstOrDefault();

    private static List<NamedKey> Digests(IConfigurationSection section) => [.. section.GetChildren()
        .Where(key => !string.IsNullOrEmpty(key.Value))
        .Select(key => new NamedKey($"{section.Key}:{key.Key}", SecretDigest.Of(key.Value!)))];

    // Every key is compared, so that the time taken does not tell how far down the list one was found.
    private static string? Find(List<NamedKey> known, SecretDigest presented)
    {
        string? found = null;
        foreach (var key in known)
        {
            found = key.Digest.Matches(presented) ? key.Name : found;
        }

        return found;
    }

    private sealed record NamedKey(string Name, SecretDigest Digest);
}
