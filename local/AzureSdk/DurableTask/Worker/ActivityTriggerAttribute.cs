using System.Diagnostics;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks the parameter that triggers a durable activity function.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
[DebuggerDisplay("{Activity}")]
public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The name of the activity; null for the function's name.</summary>
    public string? Activity { get; set; }
}
