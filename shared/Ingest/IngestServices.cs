using Microsoft.Extensions.DependencyInjection;

namespace RevenueFunctions.Ingest;

/// <summary>Composes ingest.</summary>
public static class IngestServices
{
    /// <summary>Adds ingest, quarantine, the ingest ledger and usage periods. Needs storage, clock, catalog and exceptions.</summary>
    public static IServiceCollection AddIngest(this IServiceCollection services)
    {
        services.AddSingleton<UsageIngest>();
        services.AddSingleton<UsagePeriods>();
        return services;
    }
}
