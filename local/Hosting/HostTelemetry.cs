using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;

namespace RevenueFunctions.Local.Hosting;

/// <summary>What only the embedded host adds to telemetry: the spans of its own HTTP server. On Azure the worker has spans of its calls.</summary>
internal static class HostTelemetry
{
    /// <summary>Counts only where an exporter is configured; otherwise nobody reads it.</summary>
    public static IServiceCollection AddHostTelemetry(this IServiceCollection services) =>
        services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddAspNetCoreInstrumentation());
}
