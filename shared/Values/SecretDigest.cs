using System.Security.Cryptography;
using System.Text;

namespace RevenueFunctions;

/// <summary>
/// The digest of a secret, and the one place where secrets are compared. Digests have one length and are compared in constant time: how
/// long a comparison takes tells nothing about a secret, not even how long it is.
/// </summary>
public sealed class SecretDigest
{
    private readonly byte[] digest;

    private SecretDigest(byte[] digest) => this.digest = digest;

    /// <summary>The digest of a secret's UTF-8 bytes.</summary>
    public static SecretDigest Of(string secret) => new(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>The digest that 64 hex digits write; null when the text is none.</summary>
    public static SecretDigest? FromHex(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == SHA256.HashSizeInBytes * 2 && text.All(char.IsAsciiHexDigit) ? new(Convert.FromHexString(text)) : null;
    }

    /// <summary>True when both are digests of the same secret.</summary>
    public bool Matches(SecretDigest other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return CryptographicOperations.FixedTimeEquals(digest, other.digest);
    }
}
