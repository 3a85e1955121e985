namespace RevenueFunctions.Functions.Access;

/// <summary>Whether a token is good cannot be said now, because the keys of the identity provider cannot be read. An outage, not a refusal.</summary>
public sealed class IdentityProviderUnavailableException : Exception
{
    /// <summary>For serializers and the analyzers' peace; use the one that says why.</summary>
    public IdentityProviderUnavailableException()
        : this("The identity provider cannot be reached.")
    {
    }

    /// <summary>An outage.</summary>
    public IdentityProviderUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>An outage and its cause.</summary>
    public IdentityProviderUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
