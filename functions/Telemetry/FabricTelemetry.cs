using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using RevenueFunctions.Functions.Invoicing;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Functions.Telemetry;

/// <summary>
/// Sends the fabric's traces, metrics and logs to where the settings say: an OTLP collector, Azure Monitor, both or nowhere. Without an
/// exporter nothing is started: no listener, no thread, no span.
/// </summary>
public static class FabricTelemetry
{
    /// <summary>Where an OTLP collector takes all three signals.</summary>
    public const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string Service = "revenue-functions";

    /// <summary>Adds the sources of telemetry, and the exporters that the settings name.</summary>
    public static IServiceCollection AddFabricTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var otlp = configuration[OtlpEndpoint] is { Length: > 0 };
        services.AddTelemetry().AddOptions<TracingOptions>()
            .Configure(options => options.SampledShare = TraceSampling.ShareOf(configuration) ?? 1)
            .Validate(
                _ => !otlp || (Uri.TryCreate(configuration[OtlpEndpoint], UriKind.Absolute, out var address) && address.Scheme is "http" or "https"),
                $"{OtlpEndpoint} is no address of a collector: write it as http://localhost:4317, or leave it out.")
            .Validate(
                _ => TraceSampling.ShareOf(configuration) is not null,
                $"{TraceSampling.Argument} is no part between 0 and 1: write 0.1 for one trace in ten.");
        if (!otlp && !FabricPlatform.HasExporter(configuration))
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => NameService(resource, configuration))
            .WithTracing(tracing => AddSources(tracing, configuration))
            .WithMetrics(metrics => metrics.AddMeter(FabricTracing.Name))
            .WithLogging(null, options => (options.IncludeScopes, options.IncludeFormattedMessage) = (true, true));

        // What the fabric says of its own work is worth keeping whatever the console shows.
        services.AddLogging(logging => logging.AddFilter<OpenTelemetryLoggerProvider>("RevenueFunctions", LogLevel.Information));
        if (otlp)
        {
            telemetry.UseOtlpExporter();
        }

        FabricPlatform.AddExporter(telemetry, configuration);
        return services;
    }

    private static void AddSources(TracerProviderBuilder tracing, IConfiguration configuration)
    {
        ((IDeferredTracerProviderBuilder)tracing).Configure((provider, builder) => builder.AddSource(provider.GetRequiredService<FabricTracing>().Source.Name));
        tracing.AddProcessor(new ReplaySpans());
        if (configuration["Tax:Endpoint"] is { Length: > 0 } taxEngine)
        {
            HttpTaxEngine.TraceCalls(tracing, taxEngine);
        }
    }

    // The standard settings and the platform's own detector know better, and what is named here would win over them.
    private static void NameService(ResourceBuilder resource, IConfiguration configuration)
    {
        if (configuration["OTEL_SERVICE_NAME"] is null && configuration["OTEL_RESOURCE_ATTRIBUTES"] is null && configuration["WEBSITE_SITE_NAME"] is null)
        {
            resource.AddService(Service, serviceVersion: typeof(FabricTelemetry).Assembly.GetName().Version?.ToString(3));
        }
    }
}
