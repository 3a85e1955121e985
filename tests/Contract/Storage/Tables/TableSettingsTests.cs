using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Functions.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage.Tables;

/// <summary>From settings to a store: which accounts, and what a wrong setting is answered with.</summary>
public sealed class TableSettingsTests(AzuriteFixture azurite)
{
    [Fact]
    public void From_ServiceAddresses_MakesOneClientEachInTheirOrder()
    {
        var clients = TableClients.From(Settings(
            ("TableStorage:serviceUris", "https://stb.table.core.windows.net, https://sta.table.core.windows.net/"),
            ("TableStorage:credential", "managedidentity"),
            ("TableStorage:clientId", "id")));

        Assert.Equal(["stb", "sta"], clients.Select(client => client.AccountName));
    }

    [Fact]
    public void From_UseDevelopmentStorage_IsAzuriteOnItsUsualPort() =>
        Assert.Equal("http://127.0.0.1:10002/devstoreaccount1", TableClients.From(Settings(("TableStorage", "UseDevelopmentStorage=true")))[0].Uri.AbsoluteUri);

    [Theory]
    [InlineData(null, null, "TableStorage__serviceUris")]
    [InlineData("http://stfabric.table.core.windows.net", null, "no https address")]
    [InlineData("stfabric", null, "'stfabric'")]
    [InlineData(null, "AccountName=a;AccountKey=c2VjcmV0", "TableEndpoint=")]
    [InlineData(null, "c2VjcmV0", "UseDevelopmentStorage=true")]
    public void From_WrongSettings_SaysWhatToWriteAndNoSecret(string? addresses, string? connection, string said)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => TableClients.From(Settings(("TableStorage:serviceUris", addresses), ("TableStorage", connection))));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddTableStorage_ByConnectionString_IsThePort()
    {
        await using var services = Services(await azurite.AccountAsync());

        var store = services.GetRequiredService<ITableStore>();

        Assert.True((await store.CommitAsync(new TableBatch("settings", "p").Insert("a", default))).IsCommitted);
        Assert.NotNull(await store.GetAsync("settings", "p", "a"));
    }

    [Fact]
    public async Task FirstRequest_ToTheAccountOfALargerDeployment_IsRefused()
    {
        var account = await azurite.AccountAsync();
        using (var larger = new AzureTableStore([AzuriteFixture.Client(account), AzuriteFixture.Client(await azurite.AccountAsync())]))
        {
            await larger.CheckAccountsAsync();
        }

        await using var services = Services(account);

        await Assert.ThrowsAsync<DataAccountsChangedException>(async () => await services.GetRequiredService<ITableStore>().GetAsync("settings", "p", "a"));
    }

    private static ServiceProvider Services(string connection) =>
        new ServiceCollection().AddLogging().AddTableStorage(Settings(("TableStorage", connection))).BuildServiceProvider();

    private static IConfiguration Settings(params (string Name, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))).Build();
}
