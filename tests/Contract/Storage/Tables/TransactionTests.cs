using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace RevenueFunctions.Tests.Contract.Storage.Tables;

/// <summary>The subset's client refuses what the service refuses and the emulator lets pass.</summary>
public sealed class TransactionTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Submit_ActionsOnTwoPartitions_IsRefusedAndNothingIsStored()
    {
        var service = AzuriteFixture.Client(await azurite.AccountAsync());
        await service.CreateTableIfNotExistsAsync("transactions");
        var table = service.GetTableClient("transactions");

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", "a")),
            new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", "b")),
            new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("other", "a")),
        ]));

        Assert.Equal(400, refused.Status);
        Assert.True(refused.ErrorCode == TableErrorCode.CommandsInBatchActOnDifferentPartitions, refused.ErrorCode);
        Assert.Equal(2, refused.FailedTransactionActionIndex);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "a")).HasValue);
    }

    [Fact]
    public async Task Submit_AnActionThatFails_NamesItAndStoresNothing()
    {
        var service = AzuriteFixture.Client(await azurite.AccountAsync());
        await service.CreateTableIfNotExistsAsync("transactions");
        var table = service.GetTableClient("transactions");
        await table.AddEntityAsync(new TableEntity("p", "b"));

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new TableTransactionAction(TableTransactionActionType.UpsertMerge, new TableEntity("p", "a") { ["text"] = "ä", ["number"] = 1, ["long"] = 2L, ["flag"] = true }),
            new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", "b")),
        ]));

        Assert.Equal((409, 1), (refused.Status, refused.FailedTransactionActionIndex));
        Assert.True(refused.ErrorCode == TableErrorCode.EntityAlreadyExists, refused.ErrorCode);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "a")).HasValue);
    }

    [Fact]
    public async Task Submit_EachKindOfAction_IsApplied()
    {
        var service = AzuriteFixture.Client(await azurite.AccountAsync());
        await service.CreateTableIfNotExistsAsync("transactions");
        var table = service.GetTableClient("transactions");
        foreach (var row in new[] { "merged", "replaced", "deleted" })
        {
            await table.AddEntityAsync(new TableEntity("p", row) { ["old"] = "kept" });
        }

        var added = new TableEntity("p", "added") { ["long"] = long.MaxValue, ["flag"] = true, ["text"] = "日本 \"'", ["bytes"] = new byte[] { 1, 2 } };
        var responses = await table.SubmitTransactionAsync(
        [
            new TableTransactionAction(TableTransactionActionType.Add, added),
            new TableTransactionAction(TableTransactionActionType.UpdateMerge, new TableEntity("p", "merged") { ["new"] = 1 }, Azure.ETag.All),
            new TableTransactionAction(TableTransactionActionType.UpdateReplace, new TableEntity("p", "replaced") { ["new"] = 1 }, Azure.ETag.All),
            new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity("p", "upserted")),
            new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity("p", "deleted")),
        ]);

        Assert.Equal([204, 204, 204, 204, 204], responses.Value.Select(response => response.Status));
        var found = new Dictionary<string, TableEntity>();
        await foreach (var entity in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {"p"}")))
        {
            found[entity.RowKey] = entity;
        }

        Assert.Equal(["added", "merged", "replaced", "upserted"], found.Keys);
        Assert.Equal([long.MaxValue, true, "日本 \"'"], new[] { found["added"]["long"], found["added"]["flag"], found["added"]["text"] });
        Assert.Equal([1, 2], found["added"].GetBinary("bytes"));
        Assert.Equal(["kept", 1], new[] { found["merged"]["old"], found["merged"]["new"] });
        Assert.False(found["replaced"].ContainsKey("old"));
        Assert.Equal(responses.Value[0].Headers.ETag, found["added"].ETag);
    }
}
