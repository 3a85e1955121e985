using Microsoft.Extensions.DependencyInjection;

namespace RevenueFunctions.Catalog;

/// <summary>Composes the catalog.</summary>
public static class CatalogServices
{
    /// <summary>Adds the catalog's store, reader and writer. The host adds the storage port and the clock.</summary>
    public static IServiceCollection AddCatalog(this IServiceCollection services) => services
        .AddSingleton<CatalogStore>()
        .AddSingleton<CatalogReader>()
        .AddSingleton<CatalogWriter>()
        .AddSingleton<CatalogGovernance>()
        .AddSingleton<VersionHistory>()
        .AddSingleton<DraftDesk>()
        .AddSingleton<DraftApprovals>()
        .AddSingleton<ContractDesk>()
        .AddSingleton<FindLegalEntity>(provider =>
        {
            var reader = provider.GetRequiredService<CatalogReader>();
            return async (legalEntityId, cancellationToken) => (await reader.GetCurrentAsync(cancellationToken)).LegalEntities.GetValueOrDefault(legalEntityId);
        });
}
