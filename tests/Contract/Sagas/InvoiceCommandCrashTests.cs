using RevenueFunctions.Functions.Operations;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Ledger;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Operations;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>
/// Kills the fabric at each commit of a credit note, a payment, a grant of prepaid credit and a rebill. First nobody sends anything again: what was accepted is carried out
/// by the sweep, and the books agree. Then the caller repeats all four, as after a lost answer, and each was done once.
/// </summary>
public sealed class InvoiceCommandCrashTests
{
    private const string Id = "acme:20261001";

    [Fact]
    public async Task Commands_KilledAtAnyCommit_AreCarriedOutOnceOrNotAtAll()
    {
        var commits = await RunAsync(int.MaxValue);
        Assert.True(commits > 15, $"Only {commits} commits: nothing to cut.");
        for (var killAt = 1; killAt <= commits; killAt++)
        {
            await RunAsync(killAt);
        }
    }

    private static async Task<int> RunAsync(int killAt)
    {
        var memory = new MemoryStore();
        var clock = new VirtualClock(FabricBench.Begin);
        await using (var first = await FabricBench.StartAsync(memory, clock))
        {
            await first.LoadAsync();
            await first.IngestAsync(2);
            Assert.Equal(SagaState.Completed, (await first.CloseToTheEndAsync()).State);
        }

        // After one commit is before the next: alternating, each gap between two commits is cut.
        var store = new FaultyStore(memory, new StoreFault(killAt, killAt % 2 == 0));
        await KillAsync(store, clock);
        var what = $"killed {(killAt % 2 == 0 ? "after" : "before")} commit {killAt}";

        await using var bench = await FabricBench.StartAsync(memory, clock, seed: 2);
        var later = clock.GetUtcNow().AddMinutes(20);
        await bench.RunUntilAsync(() => Task.FromResult(clock.GetUtcNow() >= later), TimeSpan.FromHours(1));
        Assert.True((await bench.Get<OpenCommands>().ListAsync()).Count == 0, what);
        await AssertSoundAsync(bench, what);

        await CommandAsync(bench);
        await bench.RunToTheEndAsync();
        later = clock.GetUtcNow().AddMinutes(20);
        await bench.RunUntilAsync(() => Task.FromResult(clock.GetUtcNow() >= later), TimeSpan.FromHours(1));
        await AssertSoundAsync(bench, what);
        var notes = await bench.Get<CreditNotes>().ListAsync(Id);
        var invoice = (await bench.InvoiceAsync())!;
        Assert.True(notes.Count == 2 && notes[0].Total == 5m && notes.Sum(note => note.Total) == invoice.Total, what);
        Assert.True((invoice.State, invoice.Settlement!.Paid, invoice.OpenAmount) == (InvoiceState.Credited, 3m, -3m), what);
        Assert.True((await bench.InvoiceAsync($"{Id}:2"))?.State == InvoiceState.Posted, what);
        Assert.True((await bench.DocumentsAsync()).Length == 6, what);
        Assert.True((await bench.Get<EmbeddedLedger>().TrialBalanceAsync("de01", TestContext.Current.CancellationToken)).Single(balance => balance.Account == "2500") is { Debit: 0m, Credit: 7m }, what);
        return store.Commits;
    }

    private static async Task AssertSoundAsync(FabricBench bench, string what)
    {
        Assert.All(await bench.Get<CreditNotes>().ListAsync(Id), note => Assert.True(note.Number is not null, $"{what}: {note.Id} has no number"));
        Assert.True((await bench.Get<EmbeddedLedger>().RecountAsync("de01")).IsExact, what);
        var run = await bench.ReconcileEntityAsync();
        Assert.True(run.Breaks == 0, $"{what}: {run.Breaks} breaks");
        Assert.True((await bench.OpenCasesAsync()).Count == 0, what);
    }

    private static async Task CommandAsync(FabricBench bench)
    {
        var request = new CreditNoteRequest("Goodwill", "g-1", Amount: 5m);
        Assert.IsType<CreditNoteOutcome.Issued>(await bench.Get<InvoiceCrediting>().CreditAsync(Id, request.Read(null).Command!, request));
        Assert.IsType<PaymentOutcome.Recorded>(await bench.Get<InvoicePaying>().PayAsync(Id, new PaymentRequest("B-1", 3m)));
        Assert.IsType<GrantOutcome.Granted>(await bench.Get<CreditGranting>().GrantAsync("acme", new CreditGrant("late", "Prepaid", 7m, "EUR", 1, bench.Get<TimeProvider>().GetUtcNow(), Products: ["nothing"])));
        Assert.IsType<RebillOutcome.Started>(await bench.Get<InvoiceRebilling>().RebillAsync(
            Id, "Wrong price", (saga, token) => bench.Get<SagaStarter>().StartAsync(bench.Client, saga.AccountId, saga.PeriodKey, again: false, token)));
    }

    private static async Task KillAsync(FaultyStore store, VirtualClock clock)
    {
        FabricBench? bench = null;
        try
        {
            bench = await FabricBench.StartAsync(store, clock);
            await CommandAsync(bench);
        }
        catch (StorageUnavailableException) when (store.HasFailed)
        {
            // The process is gone: what it had in memory is forgotten.
        }
        finally
        {
            if (bench is not null)
            {
                await bench.DisposeAsync();
            }
        }
    }
}
