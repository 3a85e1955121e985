using Microsoft.Extensions.Options;

namespace RevenueFunctions.Functions.Access;

/// <summary>What API key settings must be, so that a mistake stops the start instead of opening or closing a door unseen.</summary>
internal sealed class ApiKeyRules : IValidateOptions<ApiKeyOptions>
{
    private const int ShortestKey = 16;
    private const int LongestName = 64;

    public ValidateOptionsResult Validate(string? name, ApiKeyOptions options)
    {
        var wrong = options.Keys.SelectMany(key => Check(key.Key, key.Value)).ToList();
        if (wrong.Count == 0)
        {
            wrong.AddRange(
                from one in options.Keys
                from other in options.Keys
                where string.CompareOrdinal(one.Key, other.Key) < 0 && DigestOf(one.Value)!.Matches(DigestOf(other.Value)!)
                select $"ApiKeys:{one.Key} and ApiKeys:{other.Key} are the same key: give each its own, or the audit log names the wrong one.");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    /// <summary>The digest of a key; null when neither the key nor its hash can be read.</summary>
    public static SecretDigest? DigestOf(ApiKeySettings key) => key.Hash is { } hash ? SecretDigest.FromHex(hash) : key.Key is { } secret ? SecretDigest.Of(secret) : null;

    /// <summary>The roles of a key; null when a name is unknown or there is none.</summary>
    public static IReadOnlyList<Role>? RolesOf(ApiKeySettings key)
    {
        var roles = new List<Role>();
        foreach (var text in Parts(key.Roles))
        {
            var role = Array.Find(Enum.GetValues<Role>(), one => one != Role.Anyone && string.Equals(one.ToString(), text, StringComparison.OrdinalIgnoreCase));
            if (role == Role.Anyone)
            {
                return null;
            }

            roles.Add(role);
        }

        return roles.Count > 0 ? roles : null;
    }

    /// <summary>The accounts that a key is limited to; null for no limit.</summary>
    public static IReadOnlyList<string>? AccountsOf(ApiKeySettings key) => key.Accounts is null ? null : Parts(key.Accounts);

    private static IEnumerable<string> Check(string name, ApiKeySettings key)
    {
        if (name.Length > LongestName || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
        {
            yield return $"ApiKeys:{name} is no name for a key: it takes up to {LongestName} letters, digits, '-', '_' and '.', because the audit log shows it.";
        }

        if ((key.Key is null) == (key.Hash is null))
        {
            yield return $"ApiKeys:{name} needs either ApiKeys:{name}:Hash (SHA-256 of the key, 64 hex digits) or ApiKeys:{name}:Key, and not both.";
        }
        else if (key.Key is { Length: < ShortestKey })
        {
            yield return $"ApiKeys:{name}:Key is shorter than {ShortestKey} characters and can be guessed: make one with 'openssl rand -base64 32'.";
        }
        else if (DigestOf(key) is null)
        {
            yield return $"ApiKeys:{name}:Hash is no SHA-256: 64 hex digits, such as from 'printf %s \"$KEY\" | sha256sum'.";
        }

        var roles = RolesOf(key);
        if (roles is null)
        {
            yield return $"ApiKeys:{name}:Roles names no role, or one that there is not: name one or more of {string.Join(", ", Enum.GetValues<Role>().Where(role => role != Role.Anyone))}, separated by commas.";
        }

        if (key.Accounts is not null && (Parts(key.Accounts).Count == 0 || roles is not [Role.Reader]))
        {
            yield return $"ApiKeys:{name}:Accounts limits a key that reads to single accounts: name at least one, with ApiKeys:{name}:Roles=Reader, or leave it out.";
        }
    }

    private static List<string> Parts(string? text) => [.. (text ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
