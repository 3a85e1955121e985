using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace RevenueFunctions.Local.Hosting;

/// <summary>What only the embedded host adds to telemetry: the spans of its own HTTP server. On Azure the worker has spans of its calls.</summary>
internal static class HostTelemetry
{
    /// <summary>Counts only where an exporter is configured; otherwise nobody reads it.</summary>
    public static IServiceCollection AddHostTelemetry(this IServiceCollection services) =>
        services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddAspNetCoreInstrumentation());

    /// <summary>Listens from now on, where an exporter is configured: what the engines recover and go on with at the start is told too.</summary>
    public static void StartTelemetry(this IServiceProvider services)
    {
        services.GetService<MeterProvider>();
        services.GetService<TracerProvider>();
    }
}
