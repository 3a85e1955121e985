using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage;

public abstract partial class TableStoreContract
{
    [Fact]
    public async Task Query_AllRows_AreInOrdinalOrderOfOnePartition()
    {
        string[] keys = ["b", "B", "a", "10", "9", "ä", "日本", "a:1", "a.1", "a|1", "\uE000", "\uFFFC"];
        var batch = Batch();
        foreach (var key in keys)
        {
            batch.Insert(key, Bytes(key));
        }

        await Store.CommitAsync(batch);
        await Store.CommitAsync(new TableBatch(Table, Partition + "other").Insert("a", Bytes("x")));

        var page = await Store.QueryAsync(Table, Partition, RowRange.All);

        Assert.Null(page.Continuation);
        Assert.Equal(keys.Order(StringComparer.Ordinal), page.Rows.Select(row => row.Row));
        Assert.Equal(page.Rows.Select(row => row.Row), page.Rows.Select(Text));
    }

    [Theory]
    [InlineData("b", "d", "b,c")]
    [InlineData(null, "b", "a")]
    [InlineData("d", null, "d,e")]
    [InlineData("bb", "cc", "c")]
    [InlineData("x", "y", "")]
    [InlineData("d", "b", "")]
    public async Task Query_Range_IncludesItsStartAndExcludesItsEnd(string? from, string? before, string expected)
    {
        await Store.CommitAsync(Batch().Insert("a", default).Insert("b", default).Insert("c", default).Insert("d", default).Insert("e", default));

        var page = await Store.QueryAsync(Table, Partition, new RowRange(from, before));

        Assert.Equal(expected, string.Join(',', page.Rows.Select(row => row.Row)));
    }

    [Fact]
    public async Task Query_Prefix_FindsEachRowThatBeginsWithIt()
    {
        await Store.CommitAsync(Batch().Insert("r:", default).Insert("r:1", default).Insert("r:\uFFFC", default).Insert("r;", default).Insert("r", default).Insert("q:", default));

        var page = await Store.QueryAsync(Table, Partition, RowRange.Prefix("r:"));

        Assert.Equal(["r:", "r:1", "r:\uFFFC"], page.Rows.Select(row => row.Row));
    }

    [Fact]
    public async Task Query_PrefixBeforeTheSurrogates_FindsItsRows()
    {
        await Store.CommitAsync(Batch().Insert("\uD7FFa", default).Insert("\uE000", default));

        Assert.Equal(["\uD7FFa"], (await Store.QueryAsync(Table, Partition, RowRange.Prefix("\uD7FF"))).Rows.Select(row => row.Row));
    }

    [Fact]
    public async Task Query_MoreRowsThanTheLimit_GoesOnWithTheContinuation()
    {
        await FillAsync(25);

        var pages = new List<TablePage>();
        string? continuation = null;
        do
        {
            pages.Add(await Store.QueryAsync(Table, Partition, new RowRange("r003", "r023"), 10, continuation));
            continuation = pages[^1].Continuation;
        }
        while (continuation is not null);

        Assert.Equal([10, 10], pages.Select(page => page.Rows.Count));
        Assert.Equal(Enumerable.Range(3, 20).Select(Key), pages.SelectMany(page => page.Rows).Select(row => row.Row));
    }

    [Fact]
    public async Task Query_ContinuationThatNoPageHandedOut_StaysInTheRange()
    {
        await FillAsync(25);

        Assert.Equal("r003", (await Store.QueryAsync(Table, Partition, new RowRange("r003", "r023"), 10, "0")).Rows[0].Row);
        Assert.Empty((await Store.QueryAsync(Table, Partition, new RowRange("r003", "r023"), 10, "r024")).Rows);
    }

    [Fact]
    public async Task Query_RowsComeAndGoBetweenPages_NoStayingRowIsMissedOrDoubled()
    {
        await FillAsync(20);
        var first = await Store.QueryAsync(Table, Partition, RowRange.All, 10);

        // Gone: one that was read, the one the next page begins with, and a later one. New: one before and one after the position.
        await Store.CommitAsync(Batch().Delete("r002", RowVersion.Any).Delete("r010", RowVersion.Any).Delete("r015", RowVersion.Any).Insert("r002x", default).Insert("r012x", default));
        var second = await Store.QueryAsync(Table, Partition, RowRange.All, 100, first.Continuation);

        Assert.Equal(Enumerable.Range(0, 10).Select(Key), first.Rows.Select(row => row.Row));
        Assert.Equal(["r011", "r012", "r012x", "r013", "r014", "r016", "r017", "r018", "r019"], second.Rows.Select(row => row.Row));
        Assert.Null(second.Continuation);
    }

    [Fact]
    public async Task Query_LargeValues_EndsThePageEarlyAndLosesNoRow()
    {
        for (var row = 0; row < 10; row++)
        {
            await Store.CommitAsync(Batch().Insert(Key(row), new byte[900_000]));
        }

        var first = await Store.QueryAsync(Table, Partition, RowRange.All);
        var all = 0;
        await foreach (var row in Store.ScanAsync(Table, Partition, RowRange.All))
        {
            Assert.Equal(900_000, row.Value.Length);
            all++;
        }

        Assert.InRange(first.Rows.Count, 1, 6);
        Assert.NotNull(first.Continuation);
        Assert.Equal(10, all);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task Query_LimitOutOfRange_IsRefused(int limit) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.QueryAsync(Table, Partition, RowRange.All, limit));

    private static string Key(int number) => FormattableString.Invariant($"r{number:D3}");

    private async Task FillAsync(int rows)
    {
        var batch = Batch();
        for (var row = 0; row < rows; row++)
        {
            batch.Insert(Key(row), Bytes(Key(row)));
        }

        Assert.True((await Store.CommitAsync(batch)).IsCommitted);
    }
}
