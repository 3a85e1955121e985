namespace RevenueFunctions.Exceptions;

/// <summary>What a person does about an exception.</summary>
public enum ResolveAction
{
    /// <summary>The cause is mended: try again.</summary>
    Retry,

    /// <summary>Go on without it.</summary>
    Skip,

    /// <summary>Give up and undo.</summary>
    Abort,

    /// <summary>It is dealt with; nothing is to be tried again.</summary>
    Resolve,
}
