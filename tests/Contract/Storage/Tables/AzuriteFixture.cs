using System.Collections.Concurrent;
using Azure.Core;
using Azure.Data.Tables;
using RevenueFunctions.Functions.Storage;
using RevenueFunctions.Local.Storage.Azurite;

[assembly: AssemblyFixture(typeof(RevenueFunctions.Tests.Contract.Storage.Tables.AzuriteFixture))]

namespace RevenueFunctions.Tests.Contract.Storage.Tables;

/// <summary>One Azurite for all tests of this project, started by the first that needs it; accounts are handed out once each.</summary>
public sealed class AzuriteFixture : IAsyncDisposable
{
    private const int Accounts = 60;

    private readonly Lazy<Task<AzuriteTables>> azurite = new(() => AzuriteTables.StartAsync(Accounts));
    private readonly ConcurrentDictionary<int, Lazy<Task<AzureTableStore>>> shared = [];
    private int used = -1;

    /// <summary>An account that no other test has. Skips the test where Azurite cannot run.</summary>
    public async Task<string> AccountAsync()
    {
        Assert.SkipWhen(AzuriteTables.WhyNot is not null, AzuriteTables.WhyNot ?? string.Empty);
        return (await azurite.Value).ConnectionStrings[Interlocked.Increment(ref used)];
    }

    /// <summary>A store on so many accounts that no other test has.</summary>
    public async Task<AzureTableStore> StoreAsync(int accounts = 1)
    {
        var clients = new List<TableServiceClient>();
        while (clients.Count < accounts)
        {
            clients.Add(Client(await AccountAsync()));
        }

        return new AzureTableStore(clients);
    }

    /// <summary>The store on so many accounts that the tests of one class share: xunit makes an instance of the class a test.</summary>
    public Task<AzureTableStore> SharedStoreAsync(int accounts) => shared.GetOrAdd(accounts, count => new(() => StoreAsync(count))).Value;

    /// <summary>A client as the app makes it.</summary>
    public static TableServiceClient Client(string connection, DelayStrategy? delay = null) => new(connection, TableClients.Options(delay));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (azurite.IsValueCreated)
        {
            await (await azurite.Value).DisposeAsync();
        }
    }
}
