using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage;

public sealed class MemoryStoreTests : LocalStoreContract
{
    protected override ILocalStore LocalStore { get; } = new MemoryStore();

    [Fact]
    public async Task Query_ManyRowsInRandomOrder_MatchesASortedSet()
    {
        var random = new Random(42);
        var expected = new SortedSet<string>(StringComparer.Ordinal);
        for (var round = 0; round < 20_000; round++)
        {
            var key = FormattableString.Invariant($"{random.Next(5_000):D5}");
            if (expected.Remove(key))
            {
                await Store.CommitAsync(Batch().Delete(key, RowVersion.Any));
            }
            else
            {
                expected.Add(key);
                await Store.CommitAsync(Batch().Insert(key, default));
            }
        }

        var found = new List<string>();
        await foreach (var row in Store.ScanAsync(Table, Partition, RowRange.All))
        {
            found.Add(row.Row);
        }

        Assert.Equal(expected, found);
    }
}
