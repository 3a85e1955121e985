using RevenueFunctions.Functions.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage.Tables;

/// <summary>The contract on Azure Table storage, as Azurite emulates it, with all rows in one account.</summary>
public sealed class AzureTableStoreTests(AzuriteFixture azurite) : AzureTableStoreContract(azurite, accounts: 1);

/// <summary>The contract with the partitions spread over three accounts.</summary>
public sealed class AzureTableStoreOnSeveralAccountsTests(AzuriteFixture azurite) : AzureTableStoreContract(azurite, accounts: 3);

/// <summary>The port's contract, on tables that each test class has to itself.</summary>
public abstract class AzureTableStoreContract(AzuriteFixture azurite, int accounts) : TableStoreContract, IAsyncLifetime
{
    private AzureTableStore? store;

    /// <inheritdoc/>
    protected override ITableStore Store => store!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => store = await azurite.SharedStoreAsync(accounts);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
