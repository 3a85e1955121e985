using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;
using RevenueFunctions.Tests.Unit.Posting;
using static RevenueFunctions.Tests.Unit.Catalog.SampleDocuments;

namespace RevenueFunctions.Tests.Unit.Instances;

/// <summary>Instances read and write one catalog: what they see of each other, and when.</summary>
public sealed class CatalogInstancesTests
{
    private readonly MemoryStore memory = new();
    private readonly VirtualClock clock = new(Start);

    [Fact]
    public async Task Get_BesideAWriteOfAnotherInstance_NeverNamesWhatIsMissing()
    {
        foreach (var kind in new[] { "legalentities", "eventtypes", "meters", "plans", "accounts:000000000000000", "subscriptions:000000000000000" })
        {
            var shared = new MemoryStore();
            var overtaken = new OvertakingQueries(shared, kind, async () => Assert.IsType<CatalogOutcome.Stored>(await Writer(shared).WriteAsync(All)));

            using var reader = new CatalogReader(new CatalogStore(overtaken, clock), clock);
            var seen = (await reader.GetAsync()).Documents;

            Assert.True(overtaken.HasOvertaken, $"No scan of '{kind}' was met.");
            Assert.True(CatalogValidator.Validate(seen, CatalogSnapshot.Empty) is null, $"Overtaken before '{kind}': {CatalogValidator.Validate(seen, CatalogSnapshot.Empty)}");
        }
    }

    [Fact]
    public async Task GetCurrent_ManyAtOnce_ShareALookThatBeginsAfterTheyAsked()
    {
        await Writer(memory).WriteAsync(All);
        var slow = new SlowHeads(memory);
        using var reader = new CatalogReader(new CatalogStore(slow, clock), clock);

        var asked = Enumerable.Range(0, 100).Select(_ => reader.GetCurrentAsync()).ToList();
        slow.Go.SetResult();
        await Task.WhenAll(asked);

        // The first look was under way when the others asked: it does not count for them.
        Assert.Equal(2, slow.Heads);
    }

    [Fact]
    public async Task Write_CommitThatWouldOutliveTheLease_IsGivenUp()
    {
        var stuck = new StuckCommits(memory, "catalog", "meters");
        var writing = Writer(stuck).WriteAsync(All);
        Assert.False(writing.IsCompleted);

        // The network came back a minute later: meanwhile the lease is another instance's, and so are the documents.
        clock.Advance(TimeSpan.FromSeconds(61));

        Assert.IsType<CatalogOutcome.Busy>(await writing);
        Assert.IsType<CatalogOutcome.Stored>(await Writer(memory).WriteAsync(All));
    }

    private CatalogWriter Writer(ITableStore store)
    {
        var catalog = new CatalogStore(store, clock);
        return new CatalogWriter(catalog, new CatalogReader(catalog, clock));
    }

    private sealed class OvertakingQueries(ITableStore inner, string partition, Func<Task> overtake) : StoreInFront(inner)
    {
        public bool HasOvertaken { get; private set; }

        public override async ValueTask<TablePage> QueryAsync(
            string table, string partitionKey, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default)
        {
            if (!HasOvertaken && partitionKey == partition)
            {
                HasOvertaken = true;
                await overtake();
            }

            return await base.QueryAsync(table, partitionKey, range, limit, continuation, cancellationToken);
        }
    }

    private sealed class SlowHeads(ITableStore inner) : StoreInFront(inner)
    {
        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Heads { get; private set; }

        public override async ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default)
        {
            Heads++;
            await Go.Task;
            return await base.GetAsync(table, partition, row, cancellationToken);
        }
    }

    private sealed class StuckCommits(ITableStore inner, string table, string partition) : StoreInFront(inner)
    {
        public override async ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default)
        {
            if (batch.Table == table && batch.Partition.StartsWith(partition, StringComparison.Ordinal))
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return await base.CommitAsync(batch, cancellationToken);
        }
    }
}
