using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage;

/// <summary>What the stores of the embedded host promise beyond the port.</summary>
public abstract class LocalStoreContract : TableStoreContract
{
    /// <summary>The store under test.</summary>
    protected abstract ILocalStore LocalStore { get; }

    /// <inheritdoc/>
    protected override ITableStore Store => LocalStore;

    [Fact]
    public async Task CommitAll_SeveralTablesAndPartitions_AreOneTransaction()
    {
        var committed = await LocalStore.CommitAllAsync([Batch().Insert("a", Bytes("1")), Other().Insert("a", Bytes("2")), new TableBatch("another", Partition).Insert("a", Bytes("3"))]);
        var refused = await LocalStore.CommitAllAsync([Batch().Insert("b", Bytes("1")), Other().Upsert("x", Bytes("1")).Insert("a", Bytes("2")), Batch().Delete("a", RowVersion.Any)]);

        Assert.True(committed.IsCommitted);
        Assert.Equal(-1, committed.FailedBatch);
        Assert.Equal(new LocalCommitResult(CommitResult.Failed(CommitConflict.AlreadyExists, 1), 1), refused);
        Assert.Equal("1", Text(await GetAsync("a")));
        Assert.Equal("3", Text(await Store.GetAsync("another", Partition, "a")));
        Assert.Null(await GetAsync("b"));
        Assert.Null(await Store.GetAsync(Table, Partition + "other", "x"));
    }

    [Fact]
    public async Task CommitAll_MoreAndLargerThanThePortAllows_IsStored()
    {
        var batch = Batch();
        for (var row = 0; row < 250; row++)
        {
            batch.Insert(FormattableString.Invariant($"r{row:D3}"), new byte[40_000]);
        }

        Assert.True((await LocalStore.CommitAllAsync([batch])).IsCommitted);
        Assert.NotNull(await GetAsync("r249"));
    }

    [Fact]
    public async Task CommitAll_RowTwice_IsRefused() =>
        await Assert.ThrowsAsync<TableLimitException>(async () => await LocalStore.CommitAllAsync([Batch().Insert("a", default), Batch().Upsert("a", default)]));

    [Fact]
    public async Task ScanTable_ManyPartitions_AnswersAllRowsInOrder()
    {
        var table = "scan" + Partition;
        for (var partition = 0; partition < 30; partition++)
        {
            var batch = new TableBatch(table, $"p{partition % 3}x{partition}");
            for (var row = 0; row < 80; row++)
            {
                batch.Insert(FormattableString.Invariant($"{row:D2}"), Bytes("v"));
            }

            await LocalStore.CommitAsync(batch);
        }

        var keys = new List<(string Partition, string Row)>();
        await foreach (var row in LocalStore.ScanTableAsync(table))
        {
            keys.Add((row.Partition, row.Row));
        }

        Assert.Equal(2400, keys.Count);
        Assert.Equal(keys.OrderBy(key => key.Partition, StringComparer.Ordinal).ThenBy(key => key.Row, StringComparer.Ordinal), keys);
    }

    private TableBatch Other() => new(Table, Partition + "other");
}
