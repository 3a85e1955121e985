using Microsoft.Extensions.DependencyInjection;

namespace RevenueFunctions.Operations;

/// <summary>Composes operations.</summary>
public static class OperationsServices
{
    /// <summary>Adds the closing of periods, the resolving of exceptions and the audit log. Needs storage, catalog, ingest, posting and sagas.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddOptions<ClosingOptions>().ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<OpenCommands>().AddSingleton<InvoiceCrediting>().AddSingleton<InvoiceRebilling>().AddSingleton<InvoicePaying>().AddSingleton<CreditGranting>().AddSingleton<InvoiceCommandSweep>()
            .AddSingleton<PeriodClose>().AddSingleton<ExceptionDesk>().AddSingleton<AuditLog>();
    }
}
