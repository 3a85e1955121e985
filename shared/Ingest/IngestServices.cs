using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RevenueFunctions.Catalog;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Storage;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Ingest;

/// <summary>Composes ingest.</summary>
public static class IngestServices
{
    /// <summary>Adds ingest, quarantine, the ingest ledger and usage periods. Needs storage, hub, clock, catalog and exceptions.</summary>
    public static IServiceCollection AddIngest(this IServiceCollection services)
    {
        services.AddTelemetry();
        services.AddOptions<IngestOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new IngestCatalogs(
            provider.GetRequiredService<CatalogReader>().GetAsync, provider.GetRequiredService<CatalogReader>().GetCurrentAsync));
        services.AddSingleton<UsagePartitions>();
        services.AddSingleton<IngestLedger>();
        services.AddSingleton(provider => new QuarantineStore(
            provider.GetRequiredService<ITableStore>(), provider.GetRequiredService<ExceptionStore>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new UsagePipeline(
            provider.GetRequiredService<ITableStore>(),
            provider.GetRequiredService<UsagePartitions>(),
            provider.GetRequiredService<IOptions<IngestOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new Settlement(provider.GetRequiredService<QuarantineStore>(), provider.GetRequiredService<IngestLedger>()));
        services.AddSingleton(provider => new UsageIngest(
            provider.GetRequiredService<UsagePipeline>(),
            provider.GetRequiredService<Settlement>(),
            provider.GetRequiredService<IngestLedger>(),
            provider.GetRequiredService<IngestCatalogs>(),
            provider.GetRequiredService<IOptions<IngestOptions>>()));
        services.AddSingleton(provider => new Quarantine(
            provider.GetRequiredService<ITableStore>(),
            provider.GetRequiredService<QuarantineStore>(),
            new QuarantineReplay(
                provider.GetRequiredService<ITableStore>(),
                provider.GetRequiredService<QuarantineStore>(),
                provider.GetRequiredService<UsagePipeline>(),
                provider.GetRequiredService<Settlement>(),
                provider.GetRequiredService<IngestLedger>(),
                provider.GetRequiredService<IngestCatalogs>())));
        services.AddSingleton(provider => new UsagePeriods(
            provider.GetRequiredService<ITableStore>(),
            provider.GetRequiredService<UsagePartitions>(),
            provider.GetRequiredService<IngestCatalogs>(),
            provider.GetRequiredService<QuarantineStore>(),
            provider.GetRequiredService<IngestLedger>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
