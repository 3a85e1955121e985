using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage;

public abstract partial class TableStoreContract
{
    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a%b")]
    [InlineData("a\tb")]
    [InlineData("a\u0000b")]
    [InlineData("a\u0085b")]
    [InlineData("a\uD83D\uDE00")]
    public async Task Commit_ForbiddenKey_IsRefused(string key)
    {
        await RefusedAsync(Batch().Insert(key, default));
        await RefusedAsync(new TableBatch(Table, key).Insert("a", default));
    }

    [Fact]
    public async Task Commit_KeysOfTheGreatestLength_AreKept()
    {
        var longest = new string('k', TableLimits.KeyCharacters);

        await Store.CommitAsync(Batch().Insert(longest, Bytes("1")));

        Assert.Equal("1", Text(await GetAsync(longest)));
        await RefusedAsync(Batch().Insert(longest + "k", default));
    }

    [Fact]
    public async Task Commit_HostileIdEscaped_IsKept()
    {
        var key = TableKey.Escape("a/b\\c#d?e\u0000\u001F\uD83D\uDE00'; DROP TABLE x --");

        await Store.CommitAsync(Batch().Insert(key, Bytes("1")));

        Assert.Equal("1", Text(await GetAsync(key)));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("a_bc")]
    [InlineData("usage'; --")]
    public async Task Commit_ForbiddenTable_IsRefused(string table) => await RefusedAsync(new TableBatch(table, Partition).Insert("a", default));

    [Fact]
    public async Task Commit_EmptyOrTooManyChanges_IsRefused()
    {
        await RefusedAsync(Batch());
        var full = Batch();
        for (var row = 0; row < TableLimits.BatchChanges; row++)
        {
            full.Insert(Key(row), default);
        }

        Assert.True((await Store.CommitAsync(full)).IsCommitted);
        await RefusedAsync(full.Insert("one too many", default));
    }

    [Fact]
    public async Task Commit_RowTwice_IsRefused()
    {
        await RefusedAsync(Batch().Insert("a", default).Upsert("a", default));
        await RefusedAsync(Batch().Insert("b", default).Insert("a", default).Upsert("b", default));
    }

    [Fact]
    public async Task Commit_ValueOrBatchTooLarge_IsRefused()
    {
        await RefusedAsync(Batch().Insert("a", new byte[TableLimits.ValueBytes + 1]));
        var batch = Batch();
        for (var row = 0; row < 5; row++)
        {
            batch.Insert(Key(row), new byte[900_000]);
        }

        await RefusedAsync(batch);
        Assert.Null(await GetAsync(Key(0)));
    }

    [Fact]
    public async Task Commit_BatchAtTheLimit_IsKept()
    {
        var batch = Batch();
        for (var row = 0; row < 4; row++)
        {
            batch.Insert(Key(row), new byte[780_000]);
        }

        Assert.InRange(batch.Changes.Sum(change => TableLimits.RequestBytes(Partition, change)), TableLimits.BatchBytes * 99L / 100, TableLimits.BatchBytes);
        Assert.True((await Store.CommitAsync(batch)).IsCommitted);
        Assert.Equal(780_000, (await GetAsync(Key(3)))!.Value.Length);
        await RefusedAsync(batch.Insert(Key(4), new byte[40_000]));
    }

    private async Task RefusedAsync(TableBatch batch) => await Assert.ThrowsAsync<TableLimitException>(async () => await Store.CommitAsync(batch));
}
