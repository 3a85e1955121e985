using RevenueFunctions.Exceptions;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Reconciliation;

namespace RevenueFunctions.Tests.Unit.Reconciliation;

public sealed class ReconciliationStoreTests
{
    private static readonly ReconciliationScope Scope = new("de01", "acme", "20261001");
    private static readonly ReconciliationBreak Missing = new(BreakKind.PostingMissing, "acme:20261001", "a", "b", "missing");
    private static readonly ReconciliationBreak RollUp = new(BreakKind.RollUp, "acme:20261001/x", "a", "b", "roll-up");

    private readonly VirtualClock clock = new(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ExceptionStore exceptions;
    private readonly ReconciliationStore store;

    public ReconciliationStoreTests()
    {
        var memory = new MemoryStore();
        exceptions = new ExceptionStore(memory, clock);
        store = new ReconciliationStore(memory, exceptions, clock);
    }

    [Fact]
    public async Task Save_BreaksFound_StandWithTheirCasesUntilARunClearsThem()
    {
        var first = await SaveAsync([Missing, RollUp], []);
        clock.Advance(TimeSpan.FromHours(1));
        var second = await SaveAsync([Missing], []);

        Assert.Equal((2, 1), (first.Breaks, second.Breaks));
        var standing = Assert.Single((await store.OpenAsync(10, null)).Breaks);
        Assert.Equal((Missing, second.Id, clock.GetUtcNow().AddHours(-1)), (standing.Found, standing.RunId, standing.FirstSeenAt));
        Assert.Equal("break-postingMissing", Assert.Single((await exceptions.ListAsync(ExceptionState.Open, 10, null)).Cases).Code);
        Assert.Equal([second.Id, first.Id], (await store.ListAsync(10, null)).Runs.Select(run => run.Id));
        Assert.Equal(2, (await store.BreaksOfAsync(first.Id, 10, null)).Breaks.Count);
    }

    [Fact]
    public async Task Save_KindNotCompared_KeepsItsBreakStanding()
    {
        await SaveAsync([Missing, RollUp], []);
        clock.Advance(TimeSpan.FromHours(1));
        await SaveAsync([], [BreakKind.RollUp]);

        Assert.Equal(BreakKind.RollUp, Assert.Single((await store.OpenAsync(10, null)).Breaks).Found.Kind);
    }

    [Fact]
    public async Task Save_RunThatBeganBeforeTheOneThatFoundTheBreak_DoesNotClearIt()
    {
        var began = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromMinutes(1));
        await SaveAsync([Missing], []);

        await store.SaveAsync(Scope, began, [], [], []);

        Assert.Single((await store.OpenAsync(10, null)).Breaks);
        Assert.Single((await exceptions.ListAsync(ExceptionState.Open, 10, null)).Cases);
    }

    [Fact]
    public async Task Save_OtherScope_ClearsNothing()
    {
        await SaveAsync([Missing], []);
        await store.SaveAsync(new ReconciliationScope("de01", "acme", "20261101"), clock.GetUtcNow(), [], [], []);

        Assert.Single((await store.OpenAsync(10, null)).Breaks);
    }

    private Task<ReconciliationRun> SaveAsync(ReconciliationBreak[] found, BreakKind[] notCompared) => store.SaveAsync(Scope, clock.GetUtcNow(), [], found, notCompared);
}
