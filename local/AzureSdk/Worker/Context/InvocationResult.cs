namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a function returned, or what a step of the pipeline answers in its place.</summary>
public abstract class InvocationResult : InvocationResult<object>
{
}

/// <summary>What a function returned, by type.</summary>
public abstract class InvocationResult<T>
{
    public abstract T? Value { get; set; }
}
