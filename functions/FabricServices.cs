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
using RevenueFunctions.Functions.Telemetry;
using RevenueFunctions.Ingest;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Operations;
using RevenueFunctions.Posting;
using RevenueFunctions.Reconciliation;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Functions;

/// <summary>Composes the fabric: the one list of services that both builds of the function app use.</summary>
public static class FabricServices
{
    /// <summary>Adds the business and the functions' own services. The host adds the ports: storage, doorbell, hub, clock.</summary>
    public static IServiceCollection AddFabric(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ApiOptions>().Bind(configuration.GetSection("Api")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<GovernanceOptions>()
            .Bind(configuration.GetSection("Governance"))
            .PostConfigure<IOptions<ApiKeyOptions>, IOptions<EntraOptions>>((governance, keys, entra) => governance.RequireApproval ??= keys.Value.HasApprover || entra.Value.IsConfigured)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services
            .AddFabricTelemetry(configuration)
            .AddCatalog()
            .AddInvoicing()
            .AddTaxEngine(configuration)
            .AddExceptions()
            .AddPosting()
            .Configure<PostingOptions>(configuration.GetSection("Posting"))
            .AddIngest()
            .Configure<IngestOptions>(configuration.GetSection("Ingest"))
            .AddReconciliation()
            .Configure<ReconciliationOptions>(configuration.GetSection("Reconciliation"))
            .AddSagas()
            .AddOperations()
            .Configure<ClosingOptions>(configuration.GetSection("Closing"))
            .AddSingleton<SagaStarter>()
            .AddAccess(configuration);
    }

    /// <summary>Asks an external tax engine where one is named; otherwise the catalog's tables answer.</summary>
    private static IServiceCollection AddTaxEngine(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TaxOptions>().Bind(configuration.GetSection("Tax")).ValidateDataAnnotations().ValidateOnStart();
        return string.IsNullOrEmpty(configuration["Tax:Endpoint"]) ? services : services.AddSingleton<ITaxEngine, HttpTaxEngine>();
    }
}
