using RevenueFunctions.Functions.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage.Tables;

/// <summary>Values of any size that the port allows, in properties of 64 KiB.</summary>
public sealed class ValueTests(AzuriteFixture azurite)
{
    private const string Table = "values";
    private const int Chunk = 64 * 1024;

    // What Azurite takes as a replacement: unlike Azure, it counts the JSON against the 1 MiB of an entity.
    private const int MostReplaced = 11 * Chunk;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(Chunk - 1, 1)]
    [InlineData(Chunk, 1)]
    [InlineData(Chunk + 1, 2)]
    [InlineData(2 * Chunk, 2)]
    [InlineData((14 * Chunk) + 1, 15)]
    [InlineData(TableLimits.ValueBytes, 15)]
    public async Task Value_OfThisSize_TakesThatManyPropertiesAndComesBack(int size, int properties)
    {
        var store = await azurite.SharedStoreAsync(1);
        var (row, value) = ($"s{size}", Random(size));

        var entity = EntityValue.Entity("p", row, value);
        await store.CommitAsync(new TableBatch(Table, "p").Insert(row, value));

        var chunks = entity.Where(property => property.Value is byte[]).Select(property => ((byte[])property.Value).Length).ToList();
        Assert.Equal(properties, chunks.Count);
        Assert.All(chunks, length => Assert.InRange(length, 1, Chunk));
        Assert.True((await store.GetAsync(Table, "p", row))!.Value.Span.SequenceEqual(value));
        Assert.True((await store.QueryAsync(Table, "p", new RowRange(row, row + " "))).Rows[0].Value.Span.SequenceEqual(value));
    }

    [Fact]
    public async Task Value_ReplacedByAShorterOne_LeavesNothingOfTheLongerBehind()
    {
        var store = await azurite.SharedStoreAsync(1);
        foreach (var size in new[] { MostReplaced, Chunk + 1, 3, 0, (2 * Chunk) + 5 })
        {
            var value = Random(size);
            await store.CommitAsync(new TableBatch(Table, "replaced").Upsert("a", value));
            Assert.True((await store.GetAsync(Table, "replaced", "a"))!.Value.Span.SequenceEqual(value), $"{size} bytes");

            var current = await store.GetAsync(Table, "replaced", "a");
            await store.CommitAsync(new TableBatch(Table, "replaced").Update("a", value, current!.Version).Upsert("b", value.AsMemory(0, Math.Min(10, size))));
            Assert.True((await store.GetAsync(Table, "replaced", "a"))!.Value.Span.SequenceEqual(value), $"{size} bytes in a batch");
        }
    }

    private static byte[] Random(int size)
    {
        var value = new byte[size];
        new Random(size).NextBytes(value);
        return value;
    }
}
