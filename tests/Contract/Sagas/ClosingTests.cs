using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Catalog;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Functions.Operations;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Operations;
using RevenueFunctions.Reconciliation;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>Which periods are due, and what reconciliation finds in books that were tampered with.</summary>
public sealed class ClosingTests
{
    [Fact]
    public async Task Due_PeriodOverAndGraceOver_IsDueUntilItIsClosed()
    {
        var clock = new VirtualClock(new DateTimeOffset(2026, 10, 31, 23, 30, 0, TimeSpan.Zero));
        await using var bench = await FabricBench.StartAsync(new MemoryStore(), clock);
        await bench.LoadAsync();

        // Over at midnight in Berlin, 23:00 UTC; an hour of grace.
        Assert.Empty(await DueAsync(bench));
        clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal([FabricBench.Period], await DueAsync(bench));

        await bench.CloseToTheEndAsync();
        Assert.Empty(await DueAsync(bench));
        clock.SetUtcNow(new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal(["20261101"], await DueAsync(bench));
    }

    [Fact]
    public async Task Due_ClaimedAndNeverStarted_IsStartedByTheClock()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore(), new VirtualClock(FabricBench.Begin.AddDays(1)));
        await bench.LoadAsync();
        await bench.IngestAsync(2);

        // What a host leaves that dies, or refuses, between the claim and the start.
        await bench.Get<SagaJournal>().ClaimAsync(FabricBench.Account, FabricBench.Period, again: false);
        Assert.Equal(SagaStartKind.Started, (await StartDueAsync(bench)).Kind);
        await bench.RunToTheEndAsync();

        Assert.Equal(SagaState.Completed, (await bench.Get<SagaJournal>().FindAsync(FabricBench.SagaId))!.State);
    }

    [Fact]
    public async Task Due_SagaTerminatedByAnOperator_BecomesACaseThatTheNextRunSettles()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore(), new VirtualClock(FabricBench.Begin.AddDays(1)));
        await bench.LoadAsync();
        await bench.IngestAsync(2);
        await bench.CloseAsync();
        Assert.Equal(SagaStartKind.AlreadyRunning, (await StartDueAsync(bench)).Kind);
        Assert.Empty(await bench.OpenCasesAsync());

        await bench.Client.TerminateInstanceAsync(FabricBench.SagaId);
        await bench.SettleAsync();

        Assert.Equal(SagaStartKind.AlreadyRunning, (await StartDueAsync(bench)).Kind);
        Assert.Equal("Terminated", (await bench.Client.GetInstanceAsync(FabricBench.SagaId))!.RuntimeStatus.ToString());
        var stopped = Assert.Single(await bench.OpenCasesAsync());
        Assert.Equal(("saga-stopped", FabricBench.SagaId), (stopped.Code, stopped.Subject));
        Assert.StartsWith("Terminated", stopped.Detail, StringComparison.Ordinal);

        await bench.CloseToTheEndAsync();
        Assert.Empty(await bench.OpenCasesAsync());
    }

    [Fact]
    public async Task Due_ClaimedForTheNextRunAndNeverStarted_IsStartedByTheClock()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore(), new VirtualClock(FabricBench.Begin.AddDays(1)));
        await bench.LoadAsync(FabricBench.Catalog(priced: false));
        await bench.IngestAsync(2);
        await bench.CloseAsync();
        var asked = await bench.RunToQuestionAsync();
        await bench.ResolveAsync(asked.Id, ResolveAction.Abort);
        await bench.RunToTheEndAsync();

        // Closed again by a person; the host died between the claim and the start. The first run's instance still stands there, ended.
        await bench.Get<SagaJournal>().ClaimAsync(FabricBench.Account, FabricBench.Period, again: true);

        var start = await StartDueAsync(bench);
        Assert.Equal((SagaStartKind.Started, 2), (start.Kind, start.Record.Run));
    }

    [Fact]
    public async Task Due_SeveralPeriodsBehind_NamesEachOldestFirst()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore(), new VirtualClock(new DateTimeOffset(2027, 1, 15, 0, 0, 0, TimeSpan.Zero)));
        await bench.LoadAsync();

        Assert.Equal(["20261001", "20261101", "20261201"], await DueAsync(bench));
    }

    [Fact]
    public async Task Due_ContractEnded_OnlyWhileLateUsageWaits()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore());
        var catalog = FabricBench.Catalog();
        var end = new DateTimeOffset(2026, 10, 31, 23, 0, 0, TimeSpan.Zero);
        await bench.LoadAsync(catalog with { Subscriptions = [catalog.Subscriptions[0] with { To = end }] });
        await bench.IngestAsync(2);
        await bench.CloseToTheEndAsync();
        bench.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 2, 0, 0, 0, TimeSpan.Zero));
        Assert.Empty(await DueAsync(bench));

        // It comes too late for October and is billed in the period that follows.
        await bench.IngestAsync(2, "late");
        Assert.Equal(["20261101"], await DueAsync(bench));
    }

    [Fact]
    public async Task Close_NothingToCharge_EndsWithoutAnInvoiceOrANumber()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore());
        var catalog = FabricBench.Catalog();
        await bench.LoadAsync(catalog with { Plans = [catalog.Plans[0] with { RateCards = [catalog.Plans[0].RateCards[1]] }] });

        var ended = await bench.CloseToTheEndAsync();

        Assert.Equal((SagaState.Completed, null), (ended.State, ended.InvoiceId));
        Assert.Null(await bench.InvoiceAsync());
        Assert.Empty(await bench.DocumentsAsync());
        Assert.Equal(FenceState.Invoiced, (await UsageAsync(bench)).State);
    }

    [Fact]
    public async Task Reconcile_DocumentBookedPastTheFabric_IsUnknownAndAmountsStillBalance()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore());
        await bench.LoadAsync();
        await bench.IngestAsync(2);
        await bench.CloseToTheEndAsync();
        await bench.Get<Ledger.EmbeddedLedger>().PostAsync(
            new Posting.JournalEntry("by-hand:1", "de01", new DateOnly(2026, 11, 1), "EUR", "By hand", [new("1200", 5m, 0m), new("4000", 0m, 5m)]), CancellationToken.None);

        Assert.Equal(1, (await bench.ReconcileEntityAsync()).Breaks);
        Assert.Equal(BreakKind.PostingUnknown, Assert.Single((await bench.Get<ReconciliationStore>().OpenAsync(10, null)).Breaks).Found.Kind);
    }

    [Fact]
    public async Task Reconcile_LargePeriod_IsCountedLaterByTheClock()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore(), configure: services => services.Configure<ReconciliationOptions>(options => options.CountAtOnce = 1));
        await bench.LoadAsync();
        await bench.IngestAsync(10);
        await bench.CloseToTheEndAsync();

        Assert.Equal(0, (await bench.Get<ReconciliationStore>().ListAsync(10, null)).Runs[0].Checked["records"]);
        bench.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await bench.Get<PeriodReconciliation>().CountDeferredAsync());
        Assert.Equal(0, await bench.Get<PeriodReconciliation>().CountDeferredAsync());
        var counted = (await bench.Get<ReconciliationStore>().ListAsync(10, null)).Runs[0];
        Assert.Equal((10L, 0), (counted.Checked["records"], counted.Breaks));
    }

    [Fact]
    public async Task Reconcile_PeriodNotBilledYet_FindsNothing()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore());
        await bench.LoadAsync();
        await bench.IngestAsync(10);
        var account = (await bench.Get<CatalogReader>().GetCurrentAsync()).Accounts[FabricBench.Account];

        var run = await bench.Get<PeriodReconciliation>().RunFullAsync(account, BillingCalendar.PeriodOf(account, FabricBench.Period)!, null);

        Assert.Equal((10L, 0), (run.Checked["records"], run.Breaks));
    }

    private static async Task<SagaStart> StartDueAsync(FabricBench bench)
    {
        await foreach (var due in bench.Get<PeriodClose>().DueAsync())
        {
            return await bench.Get<SagaStarter>().StartDueAsync(bench.Client, due, CancellationToken.None);
        }

        throw new InvalidOperationException("Nothing is due.");
    }

    private static async Task<List<string>> DueAsync(FabricBench bench)
    {
        var due = new List<string>();
        await foreach (var period in bench.Get<PeriodClose>().DueAsync())
        {
            due.Add(period.PeriodKey);
        }

        return due;
    }

    private static async Task<PeriodUsage> UsageAsync(FabricBench bench)
    {
        var account = (await bench.Get<CatalogReader>().GetCurrentAsync()).Accounts[FabricBench.Account];
        return await bench.Get<UsagePeriods>().ReadAsync(account, BillingCalendar.PeriodOf(account, FabricBench.Period)!);
    }
}
