using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Functions.Storage;

/// <summary>Puts the storage port on Azure Tables.</summary>
public static class TableStorageServices
{
    /// <summary>Adds the store over the data accounts that the settings name. It checks before its first request that they are those the rows were spread over.</summary>
    public static IServiceCollection AddTableStorage(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSingleton(_ => new AzureTableStore(TableClients.From(configuration)));
        return services.AddSingleton<ITableStore>(provider => provider.GetRequiredService<AzureTableStore>());
    }
}
