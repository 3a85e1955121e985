using Microsoft.Extensions.DependencyInjection;

namespace RevenueFunctions.Reconciliation;

/// <summary>Composes reconciliation.</summary>
public static class ReconciliationServices
{
    /// <summary>Adds reconciliation. Needs ingest, catalog, invoicing, posting and exceptions.</summary>
    public static IServiceCollection AddReconciliation(this IServiceCollection services)
    {
        services.AddOptions<ReconciliationOptions>().ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<ReconciliationStore>()
            .AddSingleton<PeriodReconciliation>()
            .AddSingleton<EntityReconciliation>();
    }
}
