using RevenueFunctions.Functions.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage.Tables;

/// <summary>Every character that a key may have survives the address, the body and the filter, in its order.</summary>
public sealed class KeyTests(AzuriteFixture azurite)
{
    private const string Table = "keys";

    private static readonly string[] Keys =
    [
        " ", " a", "a", "a b", "a ", "a+b", "a=b", "a@b", "a~b", "a!2F", "a'b", "''",
        "a\"b", "a&b", "a,b", "a;b", "a:b", "a|b", "a<b", "a>b", "a(b", "a)b", "a[b", "a]b", "a{b}", "a^b",
        "a`b", "a$b", "a*b", "a.b", "..", ".", "-", "_", "ä", "ß", "日本", "\u00A0", "\uD7FF", "\uE000", "\uFFFC", "a\u0301",
    ];

    [Fact]
    public async Task Keys_OfEveryCharacter_AreFoundByEachOperation()
    {
        var store = await azurite.SharedStoreAsync(1);
        foreach (var partition in Keys)
        {
            var inserted = await store.CommitAsync(new TableBatch(Table, partition).Insert("single" + partition, "1"u8.ToArray()));
            var updated = await store.CommitAsync(new TableBatch(Table, partition).Update("single" + partition, "2"u8.ToArray(), inserted.Version));
            var batch = await store.CommitAsync(
                new TableBatch(Table, partition).Update("single" + partition, "3"u8.ToArray(), updated.Version).Insert("batch" + partition, "4"u8.ToArray()));

            Assert.True(batch.IsCommitted, $"'{partition}': {batch}");
            Assert.Equal("3"u8.ToArray(), (await store.GetAsync(Table, partition, "single" + partition))?.Value.ToArray());
            Assert.Equal(["batch" + partition, "single" + partition], (await store.QueryAsync(Table, partition, RowRange.All)).Rows.Select(row => row.Row));
            Assert.True((await store.CommitAsync(new TableBatch(Table, partition).Delete("batch" + partition, RowVersion.Any))).IsCommitted);
            Assert.Null(await store.GetAsync(Table, partition, "batch" + partition));
        }
    }

    [Fact]
    public async Task Keys_OfEveryCharacter_AreInOrdinalOrderAndBoundRanges()
    {
        var store = await azurite.SharedStoreAsync(1);
        var batch = new TableBatch(Table, "order");
        Keys.ToList().ForEach(key => batch.Insert(key, default));
        await store.CommitAsync(batch);
        var ordered = Keys.Order(StringComparer.Ordinal).ToList();

        Assert.Equal(ordered, (await store.QueryAsync(Table, "order", RowRange.All)).Rows.Select(row => row.Row));
        foreach (var key in Keys)
        {
            var from = await store.QueryAsync(Table, "order", new RowRange(key, null));
            var before = await store.QueryAsync(Table, "order", new RowRange(null, key));
            Assert.Equal(ordered[ordered.IndexOf(key)..], from.Rows.Select(row => row.Row));
            Assert.Equal(ordered[..ordered.IndexOf(key)], before.Rows.Select(row => row.Row));
        }
    }

    public static TheoryData<string, string> Bounds => new()
    {
        { "a/", "a0" },
        { "a\u0000b", "a " },
        { "a%41", "a&" },
        { "\uD7FF\uD800", "\uD7FF\uE000" },
        { "a\uDC00\uD800", "a\uE000" },
        { "\u007F", "\u00A0" },
        { "plain:|", "plain:|" },
    };

    /// <summary>A bound may have characters that no key has: it then divides the keys as the one that is sent in its place.</summary>
    [Theory]
    [MemberData(nameof(Bounds), DisableDiscoveryEnumeration = true)]
    public void Bound_WithCharactersOfNoKey_DividesTheKeysAlike(string bound, string sent)
    {
        Assert.Equal(sent, RowFilter.Bound(bound));
        Assert.All(Keys, key => Assert.Equal(string.CompareOrdinal(key, bound) < 0, string.CompareOrdinal(key, sent) < 0));
    }

    public static TheoryData<string> MadeUp => ["", "\u0000", "a/../b", "' or RowKey ge '", "1!8!cGFydA-- 1!8!cm93", "\uD83D"];

    [Theory]
    [MemberData(nameof(MadeUp), DisableDiscoveryEnumeration = true)]
    public async Task Query_MadeUpContinuation_AnswersRowsOfTheRangeOnly(string continuation)
    {
        var store = await azurite.SharedStoreAsync(1);
        await store.CommitAsync(new TableBatch(Table, "madeup").Upsert("a", default).Upsert("m1", default).Upsert("m2", default).Upsert("z", default));

        foreach (var made in new[] { continuation, continuation + new string('x', 5000) })
        {
            var page = await store.QueryAsync(Table, "madeup", RowRange.Prefix("m"), 10, made);
            Assert.All(page.Rows, row => Assert.StartsWith("m", row.Row, StringComparison.Ordinal));
            Assert.Equal(string.CompareOrdinal(made, "m1") <= 0 ? 2 : 0, page.Rows.Count);
        }
    }
}
