namespace Microsoft.Azure.Functions.Worker;

/// <summary>Describes a binding of a function.</summary>
public abstract class BindingMetadata
{
    public abstract string Name { get; }

    /// <summary>Such as "httpTrigger".</summary>
    public abstract string Type { get; }

    public abstract BindingDirection Direction { get; }
}

/// <summary>Whether a binding hands a value to the function or takes one from it.</summary>
public enum BindingDirection
{
    In,
    Out,
}
