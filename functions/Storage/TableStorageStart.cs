using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Functions.Storage;

/// <summary>Refuses to start on other data accounts than the rows were spread over.</summary>
internal sealed partial class TableStorageStart(AzureTableStore store, ILogger<TableStorageStart> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.CheckAccountsAsync(cancellationToken);
        }
        catch (StorageUnavailableException outage)
        {
            // The store checks before its first request then; an app that cannot start would not come back by itself when the outage ends.
            StartedWithoutStorage(outage);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
