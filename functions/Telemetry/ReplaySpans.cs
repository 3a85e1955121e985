using System.Collections.Frozen;
using System.Diagnostics;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using OpenTelemetry;

namespace RevenueFunctions.Functions.Telemetry;

/// <summary>
/// Keeps the worker's own spans of orchestrators from being exported. The worker makes one for each replay of a saga, ten and more for one that
/// ran once; the span of the orchestration itself is made by the Durable extension, and each step has its own.
/// </summary>
public sealed class ReplaySpans : BaseProcessor<Activity>
{
    /// <summary>The worker's source of spans.</summary>
    public const string Worker = "Microsoft.Azure.Functions.Worker";

    private static readonly FrozenSet<string> Orchestrators = typeof(ReplaySpans).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance))
        .Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(OrchestrationTriggerAttribute), inherit: false)))
        .Select(method => $"function {method.GetCustomAttribute<FunctionAttribute>()?.Name}")
        .ToFrozenSet(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Source.Name == Worker && Orchestrators.Contains(data.OperationName))
        {
            // Exporters leave out what is not recorded, and they come after this.
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
