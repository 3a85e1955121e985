using RevenueFunctions.Invoicing;
using RevenueFunctions.Ledger;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Posting;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>Kills the whole fabric at each commit of a close, starts it again on what was stored, and checks what must hold in the end.</summary>
public sealed class FabricCrashTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Close_KilledAtAnyCommit_EndsAsIfNothingHadHappened(bool afterCommit)
    {
        var commits = await RunAsync(int.MaxValue, afterCommit);
        Assert.True(commits > 30, $"Only {commits} commits: nothing to cut.");
        for (var killAt = 1; killAt <= commits; killAt++)
        {
            await RunAsync(killAt, afterCommit);
        }
    }

    private static async Task<int> RunAsync(int killAt, bool afterCommit)
    {
        var memory = new MemoryStore();
        var clock = new VirtualClock(FabricBench.Begin);
        await using (var first = await FabricBench.StartAsync(memory, clock))
        {
            await first.LoadAsync();
            await first.IngestAsync(6);
        }

        var store = new FaultyStore(memory, new StoreFault(killAt, afterCommit));
        await FabricBench.RunUntilKilledAsync(store, clock);
        var commits = store.Commits;

        await using var bench = await FabricBench.StartAsync(memory, clock, seed: 2);
        await bench.CloseAsync();
        await bench.RunToTheEndAsync();

        var record = (await bench.Get<SagaJournal>().FindAsync(FabricBench.SagaId))!;
        var invoice = (await bench.InvoiceAsync())!;
        var what = $"killed {(afterCommit ? "after" : "before")} commit {killAt}";
        Assert.True(record.State == SagaState.Completed, what);
        Assert.True((invoice.State, invoice.Number) == (InvoiceState.Posted, "DE-000001"), what);
        Assert.True(Assert.Single(await bench.DocumentsAsync()).Reference == invoice.PostingReference, what);
        Assert.True((await bench.Get<EmbeddedLedger>().RecountAsync("de01")).IsExact, what);
        Assert.True((await bench.Get<PostingLane>().StatusAsync("de01")).Waiting == 0, what);
        Assert.True((await bench.ReconcileEntityAsync()).Breaks == 0, what);
        Assert.True((await bench.OpenCasesAsync()).Count == 0, what);
        return commits;
    }
}
