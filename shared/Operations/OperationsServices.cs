using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RevenueFunctions.Exceptions;

namespace RevenueFunctions.Operations;

/// <summary>Composes operations.</summary>
public static class OperationsServices
{
    /// <summary>Adds the closing of periods, the resolving of exceptions, the audit log and the measurement. Needs storage, catalog, ingest, posting, reconciliation and sagas.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddOptions<ClosingOptions>().ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<OpenCommands>().AddSingleton<InvoiceCrediting>().AddSingleton<InvoiceRebilling>().AddSingleton<InvoicePaying>().AddSingleton<CreditGranting>().AddSingleton<InvoiceCommandSweep>()
            .AddSingleton<PeriodClose>().AddSingleton<ExceptionDesk>().AddSingleton<AuditLog>().AddMeasurement();
    }

    private static IServiceCollection AddMeasurement(this IServiceCollection services)
    {
        services.AddOptions<MetricsOptions>().ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<HubMarks>().AddSingleton<OverduePeriods>()
            .AddSingleton<IngestFigures>().AddSingleton<QuarantineFigures>().AddSingleton<PostingFigures>().AddSingleton<ReconciliationFigures>()
            .AddSingleton<SagaFigures>().AddSingleton<ExceptionFigures>().AddSingleton<RecentWork>()
            .AddSingleton(provider => new FabricMeasurement(
                provider.GetRequiredService<ExceptionStore>(),
                provider.GetRequiredService<IngestFigures>(),
                provider.GetRequiredService<QuarantineFigures>(),
                provider.GetRequiredService<PostingFigures>(),
                provider.GetRequiredService<ReconciliationFigures>(),
                provider.GetRequiredService<SagaFigures>(),
                provider.GetRequiredService<ExceptionFigures>(),
                provider.GetRequiredService<RecentWork>(),
                provider.GetRequiredService<IOptions<MetricsOptions>>(),
                provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<PublishedMetrics>();
    }
}
