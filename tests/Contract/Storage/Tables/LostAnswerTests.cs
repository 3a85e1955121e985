using System.Text;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage.Tables;

/// <summary>
/// The service did what it was asked, and the answer was lost. The client asks again and meets its own write: a conflict, with the write in place.
/// That is what the simulation's fault StorageOwnConflict plays to every caller.
/// </summary>
public sealed class LostAnswerTests(AzuriteFixture azurite)
{
    private const string Table = "lostanswers";
    private const string Partition = "p";

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Insert_AnswerLost_ConflictsWithItselfAndIsThereOnce(int rows)
    {
        await using var service = await SpoiledService.StartAsync(azurite);
        await service.Store.CommitAsync(Batch().Insert("before", default));
        var batch = Batch();
        for (var row = 0; row < rows; row++)
        {
            batch.Insert($"r{row}", Encoding.UTF8.GetBytes($"value {row}"));
        }

        service.Proxy.Plan(TableFault.CutAfter);
        var result = await service.Store.CommitAsync(batch);

        Assert.Equal(CommitResult.Failed(CommitConflict.AlreadyExists, 0), result);
        var stored = await service.Store.QueryAsync(Table, Partition, RowRange.Prefix("r"));
        Assert.Equal(Enumerable.Range(0, rows).Select(row => $"value {row}"), stored.Rows.Select(row => Encoding.UTF8.GetString(row.Value.Span)));
    }

    [Fact]
    public async Task Update_AnswerLost_ConflictsWithItselfAndIsApplied()
    {
        await using var service = await SpoiledService.StartAsync(azurite);
        var inserted = await service.Store.CommitAsync(Batch().Insert("a", "1"u8.ToArray()));

        service.Proxy.Plan(TableFault.CutAfter);
        var result = await service.Store.CommitAsync(Batch().Update("a", "2"u8.ToArray(), inserted.Version));

        Assert.Equal(CommitResult.Failed(CommitConflict.VersionMismatch, 0), result);
        Assert.Equal("2"u8.ToArray(), (await service.Store.GetAsync(Table, Partition, "a"))!.Value.ToArray());
    }

    [Fact]
    public async Task Delete_AnswerLost_FindsNothingAndTheRowIsGone()
    {
        await using var service = await SpoiledService.StartAsync(azurite);
        var inserted = await service.Store.CommitAsync(Batch().Insert("a", default));

        service.Proxy.Plan(TableFault.CutAfter);
        var result = await service.Store.CommitAsync(Batch().Delete("a", inserted.Version));

        Assert.Equal(CommitResult.Failed(CommitConflict.NotFound, 0), result);
        Assert.Null(await service.Store.GetAsync(Table, Partition, "a"));
    }

    [Fact]
    public async Task Upsert_AnswerLost_IsCommitted()
    {
        await using var service = await SpoiledService.StartAsync(azurite);
        await service.Store.CommitAsync(Batch().Insert("before", default));

        service.Proxy.Plan(TableFault.CutAfter);
        var result = await service.Store.CommitAsync(Batch().Upsert("a", "1"u8.ToArray()));

        Assert.True(result.IsCommitted);
        Assert.Equal(result.Version, (await service.Store.GetAsync(Table, Partition, "a"))!.Version);
    }

    private static TableBatch Batch() => new(Table, Partition);
}
