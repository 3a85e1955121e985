using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Functions.Storage;

/// <summary>Puts the storage port on Azure Tables.</summary>
public static class TableStorageServices
{
    /// <summary>Adds the store over the data accounts that the settings name, and the check of their number at the start.</summary>
    public static IServiceCollection AddTableStorage(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSingleton(_ => new AzureTableStore(TableClients.From(configuration)));
        services.AddSingleton<ITableStore>(provider => provider.GetRequiredService<AzureTableStore>());
        return services.AddHostedService<TableStorageStart>();
    }
}
