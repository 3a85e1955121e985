using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RevenueFunctions.Local.Engines.EventHub.Producers;

/// <summary>Shared access signatures as Event Hubs checks them: base64(HMAC-SHA256(key, sr + "\n" + se)), sr as it is written in the token.</summary>
public static class SharedAccessSignature
{
    private const string Scheme = "SharedAccessSignature ";

    /// <summary>A token for a resource, such as http://localhost:7071/usage, and everything below it.</summary>
    public static string Create(Uri resource, string keyName, string key, DateTimeOffset expires)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var encoded = Uri.EscapeDataString(resource.AbsoluteUri.TrimEnd('/'));
        var expiry = expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{Scheme}sr={encoded}&sig={Uri.EscapeDataString(Convert.ToBase64String(Sign(key, encoded, expiry)))}&se={expiry}&skn={Uri.EscapeDataString(keyName)}";
    }

    /// <summary>Why the header does not allow a request to the path now; null when it does.</summary>
    public static string? Refuse(string? authorization, string path, IReadOnlyDictionary<string, string> keys, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return "The Authorization header holds no SharedAccessSignature.";
        }

        var fields = Fields(authorization[Scheme.Length..]);
        if (!fields.TryGetValue("sr", out var resource) || !fields.TryGetValue("sig", out var signature)
            || !fields.TryGetValue("se", out var expiry) || !fields.TryGetValue("skn", out var keyName))
        {
            return "The SharedAccessSignature lacks one of sr, sig, se and skn.";
        }

        // An unknown key name is compared too, against a key nobody knows, so that the time taken does not tell which names exist.
        var known = keys.TryGetValue(Uri.UnescapeDataString(keyName), out var key);
        var expected = Convert.ToBase64String(Sign(key ?? string.Empty, resource, expiry));
        var matches = SecretDigest.Of(expected).Matches(SecretDigest.Of(Uri.UnescapeDataString(signature)));
        if (!known || !matches)
        {
            return "The signature does not match.";
        }

        if (!long.TryParse(expiry, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds <= now.ToUnixTimeSeconds())
        {
            return "The SharedAccessSignature has expired.";
        }

        return Covers(Uri.UnescapeDataString(resource), path) ? null : "The SharedAccessSignature is for another resource.";
    }

    /// <summary>The name of the key that a header was signed with; of one that was not refused.</summary>
    public static string KeyNameOf(string authorization)
    {
        ArgumentNullException.ThrowIfNull(authorization);
        return Uri.UnescapeDataString(Fields(authorization[Scheme.Length..])["skn"]);
    }

    private static byte[] Sign(string key, string resource, string expiry) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{resource}\n{expiry}"));

    private static Dictionary<string, string> Fields(string token)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in token.Split('&'))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                fields[part[..equals].Trim()] = part[(equals + 1)..].Trim();
            }
        }

        return fields;
    }

    /// <summary>The host is not compared: behind a proxy, or as localhost and 127.0.0.1, one machine has several names.</summary>
    private static bool Covers(string resource, string path)
    {
        if (!Uri.TryCreate(resource, UriKind.Absolute, out var uri))
        {
            return false;
        }

        var scope = uri.AbsolutePath.TrimEnd('/');
        return path.Equals(scope, StringComparison.OrdinalIgnoreCase) || path.StartsWith(scope + "/", StringComparison.OrdinalIgnoreCase);
    }
}
