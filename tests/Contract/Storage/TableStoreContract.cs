using System.Text;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage;

/// <summary>What every implementation of the storage port promises. A class for each implementation runs all of it.</summary>
public abstract partial class TableStoreContract
{
    protected const string Table = "contract";

    /// <summary>A partition of this test alone, so that implementations over a shared store need no clean-up.</summary>
    protected string Partition { get; } = "p" + Interlocked.Increment(ref partitions);

    /// <summary>The store under test.</summary>
    protected abstract ITableStore Store { get; }

    private static int partitions;

    [Fact]
    public async Task Commit_SeveralChanges_AllAreStoredAndTheFirstRowsVersionIsAnswered()
    {
        var result = await Store.CommitAsync(Batch().Insert("a", Bytes("1")).Upsert("b", Bytes("2")));

        Assert.True(result.IsCommitted);
        Assert.Equal(-1, result.FailedIndex);
        var (a, b) = (await GetAsync("a"), await GetAsync("b"));
        Assert.Equal(("1", "2"), (Text(a), Text(b)));
        Assert.Equal(result.Version, a!.Version);
        Assert.Equal((Partition, "a"), (a.Partition, a.Row));
        Assert.Equal((Partition, "b"), (b!.Partition, b.Row));
    }

    [Fact]
    public async Task Commit_InsertOfExistingRow_NamesTheChangeAndStoresNothing()
    {
        await Store.CommitAsync(Batch().Insert("b", Bytes("old")));

        var result = await Store.CommitAsync(Batch().Insert("a", Bytes("1")).Upsert("z", Bytes("2")).Insert("b", Bytes("new")).Insert("c", Bytes("3")));

        Assert.Equal(CommitResult.Failed(CommitConflict.AlreadyExists, 2), result);
        Assert.Null(await GetAsync("a"));
        Assert.Null(await GetAsync("z"));
        Assert.Null(await GetAsync("c"));
        Assert.Equal("old", Text(await GetAsync("b")));
    }

    [Fact]
    public async Task Commit_SeveralConflicts_NamesTheFirst()
    {
        await Store.CommitAsync(Batch().Insert("b", Bytes("old")));

        var insertFirst = await Store.CommitAsync(Batch().Insert("b", Bytes("new")).Update("none", Bytes("x"), RowVersion.Any));
        var updateFirst = await Store.CommitAsync(Batch().Update("none", Bytes("x"), RowVersion.Any).Insert("b", Bytes("new")));

        Assert.Equal(CommitResult.Failed(CommitConflict.AlreadyExists, 0), insertFirst);
        Assert.Equal(CommitResult.Failed(CommitConflict.NotFound, 0), updateFirst);
    }

    [Fact]
    public async Task Update_WithCurrentVersion_ReplacesAndGivesANewVersion()
    {
        var inserted = await Store.CommitAsync(Batch().Insert("a", Bytes("1")));

        var updated = await Store.CommitAsync(Batch().Update("a", Bytes("2"), inserted.Version));

        Assert.True(updated.IsCommitted);
        Assert.NotEqual(inserted.Version, updated.Version);
        Assert.Equal("2", Text(await GetAsync("a")));
    }

    [Fact]
    public async Task Update_WithOldVersion_ConflictsAndStoresNothing()
    {
        var inserted = await Store.CommitAsync(Batch().Insert("a", Bytes("1")));
        await Store.CommitAsync(Batch().Update("a", Bytes("2"), inserted.Version));

        var result = await Store.CommitAsync(Batch().Insert("b", Bytes("x")).Update("a", Bytes("3"), inserted.Version));

        Assert.Equal(CommitResult.Failed(CommitConflict.VersionMismatch, 1), result);
        Assert.Equal("2", Text(await GetAsync("a")));
        Assert.Null(await GetAsync("b"));
    }

    [Fact]
    public async Task Update_OfMissingRow_IsNotFound() =>
        Assert.Equal(CommitResult.Failed(CommitConflict.NotFound, 0), await Store.CommitAsync(Batch().Update("a", Bytes("1"), RowVersion.Any)));

    [Fact]
    public async Task Update_OfRowDeletedAndInsertedAgain_Conflicts()
    {
        var first = await Store.CommitAsync(Batch().Insert("a", Bytes("1")));
        await Store.CommitAsync(Batch().Delete("a", first.Version));
        await Store.CommitAsync(Batch().Insert("a", Bytes("1")));

        var result = await Store.CommitAsync(Batch().Update("a", Bytes("2"), first.Version));

        Assert.Equal(CommitConflict.VersionMismatch, result.Conflict);
    }

    [Fact]
    public async Task Upsert_OfNewAndExistingRow_Stores()
    {
        await Store.CommitAsync(Batch().Upsert("a", Bytes("1")));
        await Store.CommitAsync(Batch().Upsert("a", Bytes("2")));

        Assert.Equal("2", Text(await GetAsync("a")));
    }

    [Fact]
    public async Task Delete_ObeysTheVersion()
    {
        var inserted = await Store.CommitAsync(Batch().Insert("a", Bytes("1")).Insert("b", Bytes("1")));
        await Store.CommitAsync(Batch().Update("a", Bytes("2"), inserted.Version));

        var old = await Store.CommitAsync(Batch().Delete("a", inserted.Version));
        var b = await GetAsync("b");
        var any = await Store.CommitAsync(Batch().Delete("a", RowVersion.Any).Delete("b", b!.Version));
        var missing = await Store.CommitAsync(Batch().Delete("a", RowVersion.Any));

        Assert.Equal(CommitConflict.VersionMismatch, old.Conflict);
        Assert.True(any.IsCommitted);
        Assert.Equal(CommitConflict.NotFound, missing.Conflict);
        Assert.Null(await GetAsync("a"));
        Assert.Null(await GetAsync("b"));
    }

    [Fact]
    public async Task Get_OfUnknownTablePartitionOrRow_IsNull()
    {
        await Store.CommitAsync(Batch().Insert("a", Bytes("1")));

        Assert.Null(await Store.GetAsync("unheardOf", Partition, "a"));
        Assert.Null(await Store.GetAsync(Table, Partition + "x", "a"));
        Assert.Null(await GetAsync("A"));
        Assert.Empty((await Store.QueryAsync("unheardOf", Partition, RowRange.All)).Rows);
        Assert.Empty(await Store.GetManyAsync("unheardOf", Partition, ["a"]));
    }

    [Fact]
    public async Task GetMany_SomeExist_AnswersThoseInOrderOnce()
    {
        await Store.CommitAsync(Batch().Insert("b", Bytes("2")).Insert("a", Bytes("1")).Insert("c", Bytes("3")));

        var rows = await Store.GetManyAsync(Table, Partition, ["c", "x", "a", "c"]);

        Assert.Equal(["a", "c"], rows.Select(row => row.Row));
        Assert.Equal(["1", "3"], rows.Select(Text));
        Assert.Empty(await Store.GetManyAsync(Table, Partition, []));
    }

    [Fact]
    public async Task Commit_EmptyAndLargestValue_KeepTheirBytes()
    {
        var large = new byte[TableLimits.ValueBytes];
        new Random(7).NextBytes(large);

        await Store.CommitAsync(Batch().Insert("empty", default).Insert("large", large));

        Assert.Equal(0, (await GetAsync("empty"))!.Value.Length);
        Assert.True((await GetAsync("large"))!.Value.Span.SequenceEqual(large));
    }

    [Fact]
    public async Task Commit_ConcurrentUpdatesOfOneRow_ExactlyOneWins()
    {
        var inserted = await Store.CommitAsync(Batch().Insert("a", Bytes("0")));

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(writer =>
            Task.Run(async () => await Store.CommitAsync(Batch().Update("a", Bytes($"{writer}"), inserted.Version).Insert($"mark{writer}", Bytes("x"))))));

        var winner = Array.FindIndex(results, result => result.IsCommitted);
        Assert.Single(results, result => result.IsCommitted);
        Assert.All(results.Where(result => !result.IsCommitted), result => Assert.Equal(CommitResult.Failed(CommitConflict.VersionMismatch, 0), result));
        Assert.Equal($"{winner}", Text(await GetAsync("a")));
        Assert.Equal([$"mark{winner}"], (await Store.QueryAsync(Table, Partition, RowRange.Prefix("mark"))).Rows.Select(row => row.Row));
    }

    [Fact]
    public async Task Commit_ConcurrentCounters_LoseNoUpdate()
    {
        await Store.CommitAsync(Batch().Insert("count", Bytes("0")));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var done = 0; done < 25;)
            {
                var row = (await GetAsync("count"))!;
                var next = int.Parse(Text(row)!, System.Globalization.CultureInfo.InvariantCulture) + 1;
                done += (await Store.CommitAsync(Batch().Update("count", Bytes($"{next}"), row.Version))).IsCommitted ? 1 : 0;
            }
        })));

        Assert.Equal("200", Text(await GetAsync("count")));
    }

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static string? Text(TableRow? row) => row is null ? null : Encoding.UTF8.GetString(row.Value.Span);

    protected TableBatch Batch() => new(Table, Partition);

    protected ValueTask<TableRow?> GetAsync(string row) => Store.GetAsync(Table, Partition, row);
}
