using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage;

/// <summary>The crash tests are worth as much as the crashes: each fault comes when it is planned, and leaves what it says.</summary>
public sealed class FaultyStoreTests
{
    private readonly MemoryStore memory = new();

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task Commit_AtThePlannedOne_IsLostOrAppliedAndNothingWorksAfterwards(bool afterCommit, int expected)
    {
        var store = new FaultyStore(memory, new StoreFault(2, afterCommit));
        await WriteAsync(store, "a");

        await Assert.ThrowsAsync<StorageUnavailableException>(() => WriteAsync(store, "b"));

        Assert.True(store.HasFailed);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => WriteAsync(store, "c"));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => CountAsync(store));
        Assert.Equal(2, store.Commits);
        Assert.Equal(expected, await CountAsync(store.Inner));
    }

    [Fact]
    public async Task Commit_Killed_IsNoOutage()
    {
        var store = new FaultyStore(memory, StoreFault.Kill(1, afterCommit: false));

        await Assert.ThrowsAsync<ProcessKilledException>(async () => await store.CommitAllAsync([new TableBatch("rows", "p").Insert("a", new byte[1])]));

        Assert.Equal(0, await CountAsync(memory));
    }

    [Fact]
    public async Task Plan_AfterCommits_CountsFromThere()
    {
        var store = new FaultyStore(memory);
        await WriteAsync(store, "a");
        store.Plan(new StoreFault(2, AfterCommit: false));
        await WriteAsync(store, "b");

        await Assert.ThrowsAsync<StorageUnavailableException>(() => WriteAsync(store, "c"));
        store.Restore();
        await WriteAsync(store, "c");

        Assert.Equal(3, await CountAsync(store));
    }

    [Fact]
    public async Task RefusesWrites_WhileSet_StillReads()
    {
        var store = new FaultyStore(memory) { RefusesWrites = true };

        await Assert.ThrowsAsync<StorageUnavailableException>(() => WriteAsync(store, "a"));

        Assert.Equal(0, await CountAsync(store));
        Assert.Equal(0, store.Commits);
    }

    private static async Task WriteAsync(FaultyStore store, string row) => Assert.True((await store.CommitAsync(new TableBatch("rows", "p").Insert(row, new byte[1]))).IsCommitted);

    private static async Task<int> CountAsync(ILocalStore store) => (await store.QueryAsync("rows", "p", RowRange.All)).Rows.Count;
}
