using Microsoft.Extensions.DependencyInjection;

namespace RevenueFunctions.Sagas;

/// <summary>Composes the sagas' steps and what is kept of them.</summary>
public static class SagaServices
{
    /// <summary>Adds the invoice saga's steps. Needs ingest, catalog, invoicing, posting, reconciliation and the outbound port.</summary>
    public static IServiceCollection AddSagas(this IServiceCollection services) => services
        .AddSingleton<TaskHubClaims>()
        .AddSingleton<SagaJournal>()
        .AddSingleton<SagaDesk>()
        .AddSingleton<InvoiceSteps>()
        .AddSingleton<InvoiceCompensations>();
}
