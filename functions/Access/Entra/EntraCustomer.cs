namespace RevenueFunctions.Functions.Access.Entra;

/// <summary>Which accounts a caller with the app role CustomerReader may see.</summary>
public sealed class EntraCustomer
{
    /// <summary>Object id of the user or service principal, or client id of an application that calls as itself.</summary>
    public string? Id { get; set; }

    /// <summary>The accounts, separated by commas.</summary>
    public string? Accounts { get; set; }
}
