using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;
using RevenueFunctions.Tests.Unit.Posting;
using static RevenueFunctions.Tests.Unit.Catalog.SampleDocuments;

namespace RevenueFunctions.Tests.Unit.Catalog;

/// <summary>Writing and reading the catalog.</summary>
public class CatalogStoreTests
{
    private readonly VirtualClock clock = new(Start);

    [Fact]
    public async Task Write_Twice_WritesOnce()
    {
        var (_, reader, writer) = Open(new MemoryStore());
        Assert.Equal(new CatalogOutcome.Stored(All.Count, 0), await writer.WriteAsync(All));
        Assert.Equal(new CatalogOutcome.Stored(0, All.Count), await writer.WriteAsync(All));
        Assert.Equal(FabricJson.Bytes(All), FabricJson.Bytes((await reader.GetAsync()).Documents));
    }

    [Fact]
    public async Task Write_OneWrongDocument_StoresNothing()
    {
        var (_, reader, writer) = Open(new MemoryStore());
        Assert.IsType<CatalogOutcome.Invalid>(await writer.WriteAsync(All with { Meters = [All.Meters[0] with { Unit = string.Empty }] }));
        Assert.Equal(0, (await reader.GetAsync()).Documents.Count);
    }

    [Fact]
    public async Task Get_WriteOfThisProcess_IsSeenAtOnce()
    {
        var (_, reader, writer) = Open(new MemoryStore());
        Assert.Empty((await reader.GetAsync()).Accounts);
        await writer.WriteAsync(All);
        Assert.Single((await reader.GetAsync()).Accounts);
    }

    [Fact]
    public async Task Get_WriteOfAnotherProcess_IsSeenWithinASecond()
    {
        var store = new MemoryStore();
        var (_, reader, _) = Open(store);
        var (_, _, other) = Open(store);
        Assert.Empty((await reader.GetAsync()).Accounts);
        await other.WriteAsync(All);
        Assert.Empty((await reader.GetAsync()).Accounts);
        Assert.Single((await reader.GetCurrentAsync()).Accounts);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Single((await reader.GetAsync()).Accounts);
    }

    [Fact]
    public async Task Get_NothingChanged_ReadsNoDocumentAgain()
    {
        var (_, reader, writer) = Open(new MemoryStore());
        await writer.WriteAsync(All);
        var first = await reader.GetAsync();
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Same(first, await reader.GetAsync());
    }

    [Fact]
    public async Task Get_WriterThatDiedHalfway_IsSeenOnceItsLeaseEnded()
    {
        var memory = new MemoryStore();
        var (_, reader, _) = Open(memory);
        Assert.Empty((await reader.GetAsync()).LegalEntities);
        var cutting = new FaultyStore(memory);
        cutting.Plan(new StoreFault(4, AfterCommit: true));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Open(cutting).Writer.WriteAsync(All));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Empty((await reader.GetAsync()).LegalEntities);
        clock.Advance(TimeSpan.FromMinutes(2));
        var snapshot = await reader.GetAsync();
        Assert.Single(snapshot.LegalEntities);
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Same(snapshot, await reader.GetAsync());
    }

    [Fact]
    public async Task Write_NothingNew_LeavesReadersTheirSnapshot()
    {
        var (_, reader, writer) = Open(new MemoryStore());
        await writer.WriteAsync(All);
        var snapshot = await reader.GetAsync();
        await writer.WriteAsync(All);
        Assert.Same(snapshot, await reader.GetAsync());
    }

    [Fact]
    public async Task Write_TenThousandAccounts_StoresAndReadsThemAll()
    {
        var (_, reader, writer) = Open(new MemoryStore());
        var many = All with { Accounts = [.. Enumerable.Range(0, 10_000).Select(number => All.Accounts[0] with { Id = $"a{number}", Aliases = [$"alias-{number}"] })] };
        Assert.IsType<CatalogOutcome.Stored>(await writer.WriteAsync(many));
        var snapshot = await reader.GetAsync();
        Assert.Equal(10_000, snapshot.Accounts.Count);
        Assert.Equal("a77", snapshot.AccountsByAlias["alias-77"].Id);
    }

    [Fact]
    public async Task Write_CutAtEveryCommit_LeavesAValidCatalogAndTheRepeatCompletesIt()
    {
        var clean = new FaultyStore(new MemoryStore());
        await Open(clean).Writer.WriteAsync(All);
        var commits = clean.Commits;
        for (var cut = 0; cut < 2 * commits; cut++)
        {
            var store = new FaultyStore(new MemoryStore());
            store.Plan(new StoreFault(1 + (cut / 2), AfterCommit: cut % 2 == 1));
            var (_, _, writer) = Open(store);
            await Assert.ThrowsAsync<StorageUnavailableException>(() => writer.WriteAsync(All));
            store.Restore();

            // The lease of the dead writer keeps others out until it ends.
            clock.Advance(TimeSpan.FromMinutes(2));
            var (_, reader, next) = Open(store);
            Assert.Null(CatalogValidator.Validate((await reader.GetAsync()).Documents, CatalogSnapshot.Empty));
            Assert.IsType<CatalogOutcome.Stored>(await next.WriteAsync(All));
            Assert.Equal(FabricJson.Bytes(All), FabricJson.Bytes((await reader.GetAsync()).Documents));
        }
    }

    [Fact]
    public async Task Write_WhileAnotherProcessWrites_IsBusy()
    {
        var store = new MemoryStore();
        var (first, _, _) = Open(store);
        var (_, _, second) = Open(store);
        var lease = await first.BeginAsync(CancellationToken.None);
        Assert.NotNull(lease);
        Assert.IsType<CatalogOutcome.Busy>(await second.WriteAsync(All));
        await first.EndAsync(lease, CancellationToken.None);
        Assert.IsType<CatalogOutcome.Stored>(await second.WriteAsync(All));
    }

    [Fact]
    public async Task Write_AfterTheLeaseWasTakenOver_WritesNoMore()
    {
        var store = new MemoryStore();
        var (slow, _, _) = Open(store);
        var lease = await slow.BeginAsync(CancellationToken.None);
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.IsType<CatalogOutcome.Stored>(await Open(store).Writer.WriteAsync(All));
        Assert.False(await slow.WriteAsync(lease!, All with { LegalEntities = [All.LegalEntities[0] with { Name = "Stale" }] }, CancellationToken.None));
        Assert.Equal("Acme, Inc.", (await Open(store).Reader.GetAsync()).LegalEntities["us01"].Name);
    }

    [Fact]
    public async Task Write_ManyOfOneProcess_TakeTurns()
    {
        var (_, reader, writer) = Open(new MemoryStore());
        await writer.WriteAsync(All);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => writer.EditAsync(catalog =>
            new CatalogEdit(new CatalogDocuments { Accounts = [catalog.Accounts["a1"] with { Aliases = catalog.Accounts["a1"].Aliases.Add($"n{number}") }] }))));
        Assert.All(outcomes, outcome => Assert.IsType<CatalogOutcome.Stored>(outcome));
        Assert.Equal(21, (await reader.GetAsync()).Accounts["a1"].Aliases.Length);
    }

    [Fact]
    public async Task Load_SampleFiles_AreAValidCatalog()
    {
        var (documents, issues) = CatalogFiles.Load(Repository.Path("samples", "catalog"));
        Assert.Empty(issues);
        Assert.True(documents.LegalEntities.Length >= 3 && documents.Accounts.Length >= 60 && documents.Meters.Length >= 6);
        var (_, _, writer) = Open(new MemoryStore());
        Assert.Equal(new CatalogOutcome.Stored(documents.Count, 0), await writer.WriteAsync(documents));
    }

    private (CatalogStore Store, CatalogReader Reader, CatalogWriter Writer) Open(ITableStore store)
    {
        var catalog = new CatalogStore(store, clock);
        var reader = new CatalogReader(catalog, clock);
        return (catalog, reader, new CatalogWriter(catalog, reader));
    }
}
