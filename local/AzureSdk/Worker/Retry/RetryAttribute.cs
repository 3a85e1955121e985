namespace Microsoft.Azure.Functions.Worker;

/// <summary>Base of the attributes that retry a whole invocation.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    public RetryAttribute()
    {
    }

    public int MaxRetryCount { get; set; }
}
