namespace RevenueFunctions.Exceptions;

/// <summary>Where an exception stands.</summary>
public enum ExceptionState
{
    /// <summary>Waits for a person.</summary>
    Open,

    /// <summary>Settled.</summary>
    Resolved,
}
