using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage;

public sealed class SqliteStoreTests : LocalStoreContract, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private SqliteStore store;

    public SqliteStoreTests() => store = SqliteStore.Open(folder.File("fabric.db"));

    protected override ILocalStore LocalStore => store;

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Open_AfterClose_FindsEveryRowAndGoesOnWithNewVersions()
    {
        var before = await Store.CommitAsync(Batch().Insert("a", Bytes("1")));
        Reopen();

        var after = await Store.CommitAsync(Batch().Update("a", Bytes("2"), before.Version));

        Assert.True(after.IsCommitted);
        Assert.True(Number(after.Version) > Number(before.Version));
        Assert.Equal(after.Version, (await GetAsync("a"))!.Version);
    }

    [Fact]
    public async Task Commit_ManyCallers_SharesTransactions()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(caller => Store.CommitAsync(Batch().Insert($"r{caller}", Bytes("x"))).AsTask()));

        Assert.All(results, result => Assert.True(result.IsCommitted));
        Assert.Equal(2_000, results.Select(result => result.Version).Distinct().Count());
        var statistics = store.Statistics;
        Assert.Equal((2_000, 2_000), (statistics.Commits, statistics.Changes));
        Assert.True(statistics.LargestGroup > 1, $"No group carried two commits: {statistics}");
        Assert.True(statistics.Groups < 2_000, $"As many groups as commits: {statistics}");
        Assert.True(statistics.FsyncTotal > TimeSpan.Zero);
    }

    [Fact]
    public async Task Commit_ConflictInAGroup_LeavesTheOthersAlone()
    {
        await Store.CommitAsync(Batch().Insert("taken", Bytes("x")));

        var results = await Task.WhenAll(Enumerable.Range(0, 500).Select(caller => Store.CommitAsync(
            caller % 2 == 0 ? Batch().Insert($"good{caller}", Bytes("1")) : Batch().Insert($"bad{caller}", Bytes("1")).Insert("taken", Bytes("2"))).AsTask()));

        for (var caller = 0; caller < results.Length; caller++)
        {
            Assert.Equal(caller % 2 == 0, results[caller].IsCommitted);
            Assert.Equal(caller % 2 == 0 ? -1 : 1, results[caller].FailedIndex);
        }

        Assert.Equal(250, (await Store.QueryAsync(Table, Partition, RowRange.Prefix("good"))).Rows.Count);
        Assert.Empty((await Store.QueryAsync(Table, Partition, RowRange.Prefix("bad"))).Rows);
        Assert.Equal(250, store.Statistics.Conflicts);
    }

    [Fact]
    public async Task Commit_DiskFull_AcknowledgesNothingAndRecoversWhenThereIsSpace()
    {
        store.Dispose();
        store = SqliteStore.Open(new SqliteStoreOptions { Path = folder.File("small.db"), MaximumFileBytes = 1_000_000 });
        await Store.CommitAsync(Batch().Insert("first", Bytes("1")));

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(async () => await LocalStore.CommitAllAsync([Batch().Insert("large", new byte[3_000_000])]));

        Assert.Contains("disk is full", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Null(await GetAsync("large"));
        Assert.True((await Store.CommitAsync(Batch().Insert("second", Bytes("2")))).IsCommitted);
        Assert.Equal("1", Text(await GetAsync("first")));
    }

    [Fact]
    public void Open_WhileOpen_IsRefused()
    {
        var refusal = Assert.Throws<LocalStoreRefusedException>(() => SqliteStore.Open(folder.File("fabric.db")));

        Assert.Contains("another process has it open", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_TruncatedFile_IsRefused()
    {
        await FillAndCloseAsync();
        using (var file = File.OpenWrite(folder.File("fabric.db")))
        {
            file.SetLength(file.Length / 2);
        }

        var refusal = Assert.Throws<LocalStoreRefusedException>(Reopen);

        Assert.Contains("cut short", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("backup", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_DamagedPage_IsRefused()
    {
        await FillAndCloseAsync();
        using (var file = File.OpenWrite(folder.File("fabric.db")))
        {
            file.Position = file.Length / 2;
            file.Write(Enumerable.Repeat((byte)0xEE, 20_000).ToArray());
        }

        Assert.Contains("damaged", Assert.Throws<LocalStoreRefusedException>(Reopen).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("this is not a database, although it is longer than a hundred bytes, which is how long the header of a database is")]
    [InlineData("short")]
    public void Open_ForeignFile_IsRefusedAndLeftAlone(string content)
    {
        var path = folder.File("foreign.db");
        File.WriteAllText(path, content);

        Assert.Throws<LocalStoreRefusedException>(() => SqliteStore.Open(path));
        Assert.Equal(content, File.ReadAllText(path));
    }

    [Fact]
    public void Open_MissingFolder_IsRefused() =>
        Assert.Contains("does not exist", Assert.Throws<LocalStoreRefusedException>(() => SqliteStore.Open(folder.File("none/fabric.db"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Commit_BeyondTheCheckpoint_KeepsEveryRowAndStartsTheLogOver()
    {
        store.Dispose();
        store = SqliteStore.Open(new SqliteStoreOptions { Path = folder.File("fabric.db"), CheckpointPages = 64 });
        for (var group = 0; group < 60; group++)
        {
            var batch = Batch();
            for (var row = 0; row < 100; row++)
            {
                batch.Insert(FormattableString.Invariant($"{group:D3}{row:D3}"), new byte[200]);
            }

            await Store.CommitAsync(batch);
        }

        Assert.True(store.Statistics.Checkpoints > 3, $"{store.Statistics}");
        Assert.True(new FileInfo(folder.File("fabric.db-wal")).Length < 3_000_000);
        Assert.Equal(6_000, await CountAsync());
    }

    private static long Number(RowVersion version) => long.Parse(version.Value, System.Globalization.CultureInfo.InvariantCulture);

    private async Task<int> CountAsync()
    {
        var count = 0;
        await foreach (var row in Store.ScanAsync(Table, Partition, RowRange.All))
        {
            count++;
        }

        return count;
    }

    private async Task FillAndCloseAsync()
    {
        for (var row = 0; row < 20; row++)
        {
            await Store.CommitAsync(Batch().Insert($"r{row}", new byte[20_000]));
        }

        store.Dispose();
    }

    private void Reopen()
    {
        store.Dispose();
        store = SqliteStore.Open(folder.File("fabric.db"));
    }
}
