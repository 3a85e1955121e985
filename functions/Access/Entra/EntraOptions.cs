namespace RevenueFunctions.Functions.Access.Entra;

/// <summary>Whose tokens are believed. Section "Entra" of the settings; without tenant and audience nobody's.</summary>
public sealed class EntraOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Entra";

    /// <summary>The tenant's id. One tenant: with "common", everybody with any work account would be somebody here.</summary>
    public string? TenantId { get; set; }

    /// <summary>Whom tokens have to be made for: the API's application id URI, or its client id.</summary>
    public string? Audience { get; set; }

    /// <summary>Where the tenant's metadata is read, over https or on this machine.</summary>
    /// <value>https://login.microsoftonline.com; other clouds have their own.</value>
    public Uri Authority { get; set; } = new("https://login.microsoftonline.com");

    /// <summary>A claim that lists the accounts of a caller with the role CustomerReader.</summary>
    /// <value>None: the accounts are listed in <see cref="Customers"/>.</value>
    public string? AccountsClaim { get; set; }

    /// <summary>Callers who read single accounts, each by a name that only the settings know.</summary>
    /// <value>None.</value>
    public IDictionary<string, EntraCustomer> Customers { get; } = new SortedDictionary<string, EntraCustomer>(StringComparer.Ordinal);

    /// <summary>Whether tokens are taken at all.</summary>
    public bool IsConfigured => !string.IsNullOrEmpty(TenantId) || !string.IsNullOrEmpty(Audience);
}
