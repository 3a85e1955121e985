namespace RevenueFunctions.Functions.Access;

/// <summary>One API key: either the key or its hash, and what it opens.</summary>
public sealed class ApiKeySettings
{
    /// <summary>The key itself, 16 characters or more; for development.</summary>
    public string? Key { get; set; }

    /// <summary>SHA-256 of the key's UTF-8 bytes as 64 hex digits: whoever reads the settings cannot use it.</summary>
    public string? Hash { get; set; }

    /// <summary>Names of <see cref="Role"/>s, separated by commas.</summary>
    public string? Roles { get; set; }

    /// <summary>Accounts, separated by commas, whose data alone the key may read; none for all data.</summary>
    public string? Accounts { get; set; }
}
