using Azure.Data.Tables;
using RevenueFunctions.Functions.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage.Tables;

/// <summary>Partitions are spread over the data accounts, and never again over others.</summary>
public sealed class DataAccountTests(AzuriteFixture azurite)
{
    private const string Table = "spread";

    /// <summary>The numbers are in use, and computed elsewhere: with other ones, rows that were written before would not be found.</summary>
    [Theory]
    [InlineData("usage", "acme:2026-01", 3, 1)]
    [InlineData("usage", "acme:2026-02", 3, 2)]
    [InlineData("ledger", "acme:2026-01", 3, 1)]
    [InlineData("usage", "acme:2026-01", 16, 12)]
    [InlineData("usage", "acme:2026-01", 1, 0)]
    public void IndexOf_APartition_NeverChanges(string table, string partition, int accounts, int expected) =>
        Assert.Equal(expected, TableAccounts.IndexOf(table, partition, accounts));

    [Fact]
    public void IndexOf_ManyPartitions_SpreadsThemEvenly()
    {
        var counts = Enumerable.Range(0, 30_000).CountBy(number => TableAccounts.IndexOf("usage", $"account-{number}:2026-01", 8)).Select(count => count.Value).ToList();

        Assert.Equal(8, counts.Count);
        Assert.All(counts, count => Assert.InRange(count, 3_450, 4_050));
    }

    [Fact]
    public async Task Rows_OnThreeAccounts_LieInTheOneOfTheirPartition()
    {
        var clients = await ClientsAsync(3);
        using var store = new AzureTableStore(clients);
        for (var partition = 0; partition < 12; partition++)
        {
            await store.CommitAsync(new TableBatch(Table, $"p{partition}").Insert("a", default).Insert("b", default));
        }

        for (var partition = 0; partition < 12; partition++)
        {
            for (var account = 0; account < 3; account++)
            {
                var found = await clients[account].GetTableClient(Table).GetEntityIfExistsAsync<TableEntity>($"p{partition}", "b");
                Assert.Equal(TableAccounts.IndexOf(Table, $"p{partition}", 3) == account, found.HasValue);
            }
        }
    }

    [Fact]
    public async Task Start_OnOtherAccountsThanBefore_IsRefused()
    {
        var clients = await ClientsAsync(3);
        using (var first = new AzureTableStore(clients))
        {
            await first.CheckAccountsAsync();
        }

        var unknown = AzuriteFixture.Client(await azurite.AccountAsync());
        foreach (var (others, complaint) in new (TableServiceClient[] Clients, string Complaint)[]
        {
            (clients[..2], "data account 2 of 2, but it is marked as 2 of 3"),
            ([clients[1], clients[0], clients[2]], "data account 2 of 3, but it is marked as 1 of 3"),
            ([.. clients, unknown], "data account 4 of 4, but it has no mark"),
            ([clients[0], clients[1], unknown], "data account 3 of 3, but it has no mark"),
            ([clients[0]], "data account 1 of 1, but it is marked as 1 of 3"),
        })
        {
            using var store = new AzureTableStore(others);
            var refused = await Assert.ThrowsAsync<DataAccountsChangedException>(() => store.CheckAccountsAsync());
            Assert.Contains(complaint, refused.Message, StringComparison.Ordinal);
            Assert.Contains("same accounts in the same order", refused.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<DataAccountsChangedException>(async () => await store.GetAsync(Table, "p", "a"));
        }

        using var same = new AzureTableStore(clients);
        await same.CheckAccountsAsync();
    }

    [Fact]
    public async Task Start_AfterACrashBetweenTheMarks_Completes()
    {
        var clients = await ClientsAsync(2);
        await clients[1].CreateTableIfNotExistsAsync("dataaccounts");
        await clients[1].GetTableClient("dataaccounts").AddEntityAsync(new TableEntity("mark", "place") { ["Place"] = "2 of 2" });
        using var store = new AzureTableStore(clients);

        await store.CheckAccountsAsync();

        Assert.Equal("1 of 2", (await clients[0].GetTableClient("dataaccounts").GetEntityIfExistsAsync<TableEntity>("mark", "place")).Value!.GetString("Place"));
    }

    [Fact]
    public async Task Start_OfSeveralInstancesAtOnce_MarksOnce()
    {
        var clients = await ClientsAsync(3);

        var stores = Enumerable.Range(0, 8).Select(_ => new AzureTableStore(clients)).ToList();
        await Task.WhenAll(stores.Select(store => store.CheckAccountsAsync()));

        Assert.Equal("3 of 3", (await clients[2].GetTableClient("dataaccounts").GetEntityIfExistsAsync<TableEntity>("mark", "place")).Value!.GetString("Place"));
        stores.ForEach(store => store.Dispose());
    }

    [Fact]
    public async Task Tables_WrittenToBySeveralAtOnceForTheFirstTime_AreMadeOnce()
    {
        var client = AzuriteFixture.Client(await azurite.AccountAsync());
        using var store = new AzureTableStore([client]);
        using var other = new AzureTableStore([client]);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            (number % 2 == 0 ? store : other).CommitAsync(new TableBatch("madeatonce", $"p{number}").Insert("a", default)).AsTask()));

        Assert.All(results, result => Assert.True(result.IsCommitted, result.ToString()));
    }

    private async Task<TableServiceClient[]> ClientsAsync(int accounts)
    {
        var clients = new TableServiceClient[accounts];
        for (var at = 0; at < accounts; at++)
        {
            clients[at] = AzuriteFixture.Client(await azurite.AccountAsync());
        }

        return clients;
    }
}
