using System.ComponentModel.DataAnnotations;

namespace RevenueFunctions.Telemetry;

/// <summary>How traces are kept.</summary>
public sealed class TracingOptions
{
    /// <summary>The part of the billing periods whose traces are recorded, where a sampler follows the parent of a span. Default: all.</summary>
    [Range(0.0, 1.0)]
    public double SampledShare { get; set; } = 1;
}
