using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Access.Entra;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Functions.Invoicing;
using RevenueFunctions.Functions.Operations;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Functions.Settings;
using RevenueFunctions.Functions.Telemetry;
using RevenueFunctions.Ingest;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Operations;
using RevenueFunctions.Posting;
using RevenueFunctions.Reconciliation;
using RevenueFunctions.Sagas;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Functions;

/// <summary>Composes the fabric: the one list of services that both builds of the function app use.</summary>
public static class FabricServices
{
    /// <summary>Adds the business and the functions' own services. The host adds the ports: storage, doorbell, hub, clock.</summary>
    public static IServiceCollection AddFabric(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<ApiOptions>(configuration, "Api");
        services.AddSection<GovernanceOptions>(configuration, "Governance")
            .AddOptions<GovernanceOptions>()
            .PostConfigure<IOptions<ApiKeyOptions>, IOptions<EntraOptions>>((governance, keys, entra) => governance.RequireApproval ??= keys.Value.HasApprover || entra.Value.IsConfigured);
        return services
            .AddFabricTelemetry(configuration)
            .AddCatalog()
            .AddInvoicing()
            .AddTaxEngine(configuration)
            .AddExceptions()
            .AddPosting()
            .AddSection<PostingOptions>(configuration, "Posting")
            .AddIngest()
            .AddSection<IngestOptions>(configuration, "Ingest")
            .AddReconciliation()
            .AddSection<ReconciliationOptions>(configuration, "Reconciliation")
            .AddSagas()
            .AddOperations()
            .AddSection<ClosingOptions>(configuration, "Closing")
            .AddSection<TaskHubOptions>(configuration, "TaskHub")
            .AddSingleton(provider => new TaskHub(provider.GetRequiredService<TaskHubClaims>(), configuration, provider.GetRequiredService<IOptions<TaskHubOptions>>()))
            .AddSection<MetricsOptions>(configuration, "Metrics")
            .AddMetrics()
            .AddSingleton<FabricInstruments>()
            .AddSingleton<SagaStarter>()
            .AddAccess(configuration);
    }

    /// <summary>Asks an external tax engine where one is named; otherwise the catalog's tables answer.</summary>
    private static IServiceCollection AddTaxEngine(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<TaxOptions>(configuration, "Tax");
        return string.IsNullOrEmpty(configuration["Tax:Endpoint"]) ? services : services.AddSingleton<ITaxEngine, HttpTaxEngine>();
    }
}
