namespace RevenueFunctions.Functions.Settings;

/// <summary>
/// A service of Azure refuses this app for who it is. Waiting does not help, so it is no outage to a saga, which asks a person instead; the
/// message says which role is missing.
/// </summary>
public sealed class AzureAccessException : Exception
{
    /// <summary>For serializers and the analyzers' peace; use the one that says why.</summary>
    public AzureAccessException()
        : this("A service of Azure refuses this app.")
    {
    }

    /// <summary>A refusal.</summary>
    public AzureAccessException(string message)
        : base(message)
    {
    }

    /// <summary>A refusal and its cause.</summary>
    public AzureAccessException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
