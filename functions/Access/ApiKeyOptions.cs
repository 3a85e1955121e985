namespace RevenueFunctions.Functions.Access;

/// <summary>The API keys by name, from the settings ApiKeys:{name}:… .</summary>
public sealed class ApiKeyOptions
{
    /// <summary>The keys.</summary>
    /// <value>None.</value>
    public IDictionary<string, ApiKeySettings> Keys { get; } = new SortedDictionary<string, ApiKeySettings>(StringComparer.Ordinal);

    /// <summary>Whether any of them may approve.</summary>
    public bool HasApprover => Keys.Values.Any(key => ApiKeyRules.RolesOf(key)?.Contains(Role.Approver) == true);
}
