using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace RevenueFunctions.Telemetry;

/// <summary>Composes what the business traces with. Exporters are the host's.</summary>
public static class TelemetryServices
{
    /// <summary>Adds the host's tracing, once, whoever asks first.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddOptions<TracingOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(provider =>
            new FabricTracing(provider.GetRequiredService<IOptions<TracingOptions>>().Value.SampledShare, provider.GetService<ILoggerFactory>()));
        return services;
    }
}
