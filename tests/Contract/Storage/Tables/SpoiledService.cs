using Azure;
using Azure.Core;
using RevenueFunctions.Functions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage.Tables;

/// <summary>A store on an account of Azurite's, behind a proxy that spoils requests; the client repeats them at once.</summary>
internal sealed class SpoiledService : IAsyncDisposable
{
    private SpoiledService(TableProxy proxy, string connection)
    {
        Proxy = proxy;
        Connection = connection;
        Store = new AzureTableStore([AzuriteFixture.Client(connection, Delays)]);
    }

    public TableProxy Proxy { get; }

    public string Connection { get; }

    public RecordedDelays Delays { get; } = new();

    public AzureTableStore Store { get; }

    /// <summary>Starts it, with the check of the accounts behind it.</summary>
    public static async Task<SpoiledService> StartAsync(AzuriteFixture azurite)
    {
        var account = await azurite.AccountAsync();
        var endpoint = new Uri(account.Split(';').Single(part => part.StartsWith("TableEndpoint=", StringComparison.Ordinal))["TableEndpoint=".Length..]);
        var proxy = await TableProxy.StartAsync(endpoint.Port);
        var service = new SpoiledService(proxy, account.Replace($":{endpoint.Port}/", $":{proxy.Port}/", StringComparison.Ordinal));
        await service.Store.CheckAccountsAsync();
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        Store.Dispose();
        await Proxy.DisposeAsync();
    }
}

/// <summary>No delay between attempts; tells which answer each is for. The service's own Retry-After still holds.</summary>
internal sealed class RecordedDelays : DelayStrategy
{
    public Action<Response?>? Asked { get; set; }

    protected override TimeSpan GetNextDelayCore(Response? response, int retryNumber)
    {
        Asked?.Invoke(response);
        return TimeSpan.Zero;
    }
}
