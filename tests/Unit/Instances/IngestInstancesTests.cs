using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Tests.Unit.Ingest;

namespace RevenueFunctions.Tests.Unit.Instances;

/// <summary>Two instances ingest on one storage: a hub partition was taken over and its old owner still works, or their catalogs differ for a moment.</summary>
public sealed class IngestInstancesTests
{
    private const string NewAlias = "acme-2";

    private readonly MemoryStore memory = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ingest_SameBatchByBothOwnersWithDifferentCatalogs_TheRecordBeatsTheRefusal(bool refusalComesLast)
    {
        var held = new HeldStore(memory);
        var (old, next) = (new IngestWorld(refusalComesLast ? held : memory), new IngestWorld(refusalComesLast ? memory : held));
        next.ChangeCatalog(WithNewAlias);
        var hub = old.Enqueue(IngestWorld.Batch([IngestWorld.Event("1"), IngestWorld.Event("2", subject: NewAlias)]));

        held.Hold(LedgerTable);
        var (slow, fast) = refusalComesLast ? (old, next) : (next, old);
        var waiting = slow.Ingest.IngestAsync("0", [hub]);
        Assert.Equal(1, held.Waiting);
        await fast.Ingest.IngestAsync("0", [hub]);
        held.Release();
        await waiting;

        Assert.Equal([UsageOutcome.Accepted, UsageOutcome.Accepted], await old.OutcomesAsync(hub));
        var totals = await old.Ledger.RecountAsync("0");
        Assert.Equal(new LedgerTotals(1, 2, 2, 0, 0, 0), totals);
        Assert.Equal(2, (await next.RecordsAsync(next.October)).Count);
    }

    [Fact]
    public async Task Ingest_SameBatchByBothOwners_CountsAndBillsOnce()
    {
        var held = new HeldStore(memory);
        var (old, next) = (new IngestWorld(held), new IngestWorld(memory));
        var hubs = Enumerable.Range(0, 300).Select(number => old.Enqueue(IngestWorld.Event($"{number % 280}", value: 2m))).ToList();

        held.Hold("usage");
        var waiting = old.Ingest.IngestAsync("0", hubs);
        await next.Ingest.IngestAsync("0", hubs);
        held.Release();
        await waiting;

        await old.ShouldConserveAsync(old.October);
        Assert.Equal(560m, await next.QuantityAsync(next.October));
        Assert.Equal(new LedgerTotals(300, 300, 280, 20, 0, 0), await old.Ledger.RecountAsync("0"));
    }

    [Fact]
    public async Task Ingest_CustomerThatAnotherInstanceHasJustMapped_IsNotRefusedByTheOlderCatalog()
    {
        var world = new IngestWorld(memory);
        world.Stored = new CatalogSnapshot(WithNewAlias(world.Catalog.Documents));

        var hub = await world.SendAsync(IngestWorld.Batch([IngestWorld.Event("1"), IngestWorld.Event("2", subject: NewAlias)]));

        Assert.Equal([UsageOutcome.Accepted, UsageOutcome.Accepted], await world.OutcomesAsync(hub));
        Assert.Equal(2m, await world.QuantityAsync(world.October));
    }

    [Fact]
    public async Task Replay_CauseThatAnotherInstanceHasJustMended_TakesTheEvents()
    {
        var world = new IngestWorld(memory);
        var hub = await world.SendAsync(IngestWorld.Event("1", subject: NewAlias));
        Assert.Equal([UsageOutcome.Quarantined], await world.OutcomesAsync(hub));

        world.Stored = new CatalogSnapshot(WithNewAlias(world.Catalog.Documents));
        var replayed = await world.Quarantine.ReplayAsync(QuarantineRows.GroupOf(QuarantineReason.UnmappedCustomer, NewAlias));

        Assert.Equal(1, replayed!.Accepted);
    }

    private static string LedgerTable => LedgerPartition.Table;

    private static CatalogDocuments WithNewAlias(CatalogDocuments documents) =>
        documents with { Accounts = [.. documents.Accounts.Select(account => account.Id == "acme" ? account with { Aliases = [.. account.Aliases, NewAlias] } : account)] };
}
