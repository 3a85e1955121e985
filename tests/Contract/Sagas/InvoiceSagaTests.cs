using RevenueFunctions.Exceptions;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Ledger;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>The invoice saga on the embedded engines: every seed is another order of everything that runs at the same time.</summary>
public sealed class InvoiceSagaTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Close_CleanPeriod_EndsPostedReconciledAndPublished(int seed)
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore(), seed: seed);
        await bench.LoadAsync();
        await bench.IngestAsync(100);

        var ended = await bench.CloseToTheEndAsync();

        Assert.Equal((SagaState.Completed, "acme:20261001"), (ended.State, ended.InvoiceId));
        var invoice = (await bench.InvoiceAsync())!;
        Assert.Equal((InvoiceState.Posted, "DE-000001", 20m, 23.80m), (invoice.State, invoice.Number, invoice.Subtotal, invoice.Total));
        var document = Assert.Single(await bench.DocumentsAsync());
        Assert.Equal((invoice.PostingReference, 23.80m), (document.Reference, document.Entry.TotalDebit));
        Assert.Empty(await bench.OpenCasesAsync());
        Assert.Equal(0, (await bench.ReconcileEntityAsync()).Breaks);
    }

    [Fact]
    public async Task Close_Twice_IsANoOpAlsoAfterTheEnd()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore());
        await bench.LoadAsync();
        await bench.IngestAsync(4);

        Assert.Equal(Functions.Operations.SagaStartKind.Started, (await bench.CloseAsync()).Kind);
        Assert.Equal(Functions.Operations.SagaStartKind.AlreadyRunning, (await bench.CloseAsync()).Kind);
        await bench.RunToTheEndAsync();
        Assert.Equal(Functions.Operations.SagaStartKind.AlreadyCompleted, (await bench.CloseAsync()).Kind);
        Assert.Single(await bench.DocumentsAsync());
    }

    [Theory]
    [InlineData(LedgerFaultKind.TimeoutBeforeCommit)]
    [InlineData(LedgerFaultKind.TimeoutAfterCommit)]
    [InlineData(LedgerFaultKind.Down)]
    public async Task Close_LedgerMisbehaves_WaitsAndEndsWithOneDocument(LedgerFaultKind fault)
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore());
        await bench.LoadAsync();
        await bench.IngestAsync(4);
        bench.Get<LedgerFaults>().Add("de01", new LedgerFault(fault), 2);

        Assert.Equal(SagaState.Completed, (await bench.CloseToTheEndAsync()).State);
        Assert.Single(await bench.DocumentsAsync());
        Assert.Equal(0, (await bench.ReconcileEntityAsync()).Breaks);
    }

    [Fact]
    public async Task Close_RejectedPosting_WaitsForTheOperatorAndGoesOn()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore());
        await bench.LoadAsync();
        await bench.IngestAsync(4);
        bench.Get<LedgerFaults>().Add("de01", new LedgerFault(LedgerFaultKind.Reject, "Period closed."));
        await bench.CloseAsync();
        ExceptionCase? blocked = null;
        await bench.RunUntilAsync(async () => (blocked = (await bench.OpenCasesAsync()).SingleOrDefault()) is not null);

        Assert.Equal(ExceptionKind.Posting, blocked!.Kind);
        Assert.IsType<ResolveOutcome.Settled>(await bench.ResolveAsync(blocked.Id, ResolveAction.Retry));
        await bench.RunToTheEndAsync();

        Assert.Equal(InvoiceState.Posted, (await bench.InvoiceAsync())!.State);
        Assert.Empty(await bench.OpenCasesAsync());
    }

    [Fact]
    public async Task Close_PostingSetAsideAndAborted_CreditsTheInvoiceAndReopensTheUsage()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore());
        await bench.LoadAsync(FabricBench.Catalog(onRejected: Catalog.RejectedPostingPolicy.Skip));
        await bench.IngestAsync(4);
        bench.Get<LedgerFaults>().Add("de01", new LedgerFault(LedgerFaultKind.Reject));
        await bench.CloseAsync();
        var question = await bench.RunToQuestionAsync();

        Assert.Equal("posting-set-aside", question.Code);
        Assert.IsType<ResolveOutcome.Settled>(await bench.ResolveAsync(question.Id, ResolveAction.Abort));
        await bench.RunToTheEndAsync();

        await AssertUndoneAsync(bench, documents: 0);

        // The period can be closed again: a new invoice with the next number, and the usage is billed once.
        Assert.Equal(Functions.Operations.SagaStartKind.Compensated, (await bench.CloseAsync()).Kind);
        var again = await bench.CloseToTheEndAsync(again: true);
        Assert.Equal((SagaState.Completed, 2, "acme:20261001:2"), (again.State, again.Run, again.InvoiceId));
        Assert.Equal("DE-000002", (await bench.InvoiceAsync("acme:20261001:2"))!.Number);
        Assert.Equal(0, (await bench.ReconcileEntityAsync()).Breaks);
    }

    [Fact]
    public async Task Close_BreakFoundAndAborted_ReversesThePostingInTheBooks()
    {
        var outbound = new FailingOutbound();
        await using var bench = await FabricBench.StartAsync(new MemoryStore(), configure: outbound.Register);
        await bench.LoadAsync();
        await bench.IngestAsync(4);
        outbound.IsBroken = true;
        await bench.CloseAsync();
        var question = await bench.RunToQuestionAsync();

        Assert.Equal("step-failed", question.Code);
        outbound.IsBroken = false;
        await bench.ResolveAsync(question.Id, ResolveAction.Abort);
        await bench.RunToTheEndAsync();

        await AssertUndoneAsync(bench, documents: 2);
        var balance = await bench.Get<EmbeddedLedger>().TrialBalanceAsync("de01", CancellationToken.None);
        Assert.All(balance, account => Assert.Equal(0m, account.Balance));
        Assert.Equal(0, (await bench.ReconcileEntityAsync()).Breaks);
        var steps = await bench.Get<SagaJournal>().StepsAsync(FabricBench.SagaId, 1);
        Assert.Equal(["ReversePosting", "CreditInvoice", "DropDraft", "ReopenUsage"], steps.Select(step => step.Step).Where(step => step is "ReversePosting" or "CreditInvoice" or "DropDraft" or "ReopenUsage"));
    }

    [Fact]
    public async Task Close_StepFailsThenRetried_GoesOn()
    {
        var outbound = new FailingOutbound { IsBroken = true };
        await using var bench = await FabricBench.StartAsync(new MemoryStore(), configure: outbound.Register);
        await bench.LoadAsync();
        await bench.IngestAsync(4);
        await bench.CloseAsync();
        var question = await bench.RunToQuestionAsync();

        outbound.IsBroken = false;
        await bench.ResolveAsync(question.Id, ResolveAction.Retry);
        await bench.RunToTheEndAsync();

        Assert.Equal(["com.revenuefunctions.invoice.posted"], outbound.Published);
        Assert.Empty(await bench.OpenCasesAsync());
    }

    [Fact]
    public async Task Close_HubIsAwayForAWhile_GoesOnByItself()
    {
        var outbound = new FailingOutbound { Outages = 5 };
        await using var bench = await FabricBench.StartAsync(new MemoryStore(), configure: outbound.Register);
        await bench.LoadAsync();
        await bench.IngestAsync(4);

        Assert.Equal(SagaState.Completed, (await bench.CloseToTheEndAsync()).State);

        Assert.Equal(["com.revenuefunctions.invoice.posted"], outbound.Published);
        Assert.Empty(await bench.OpenCasesAsync());
    }

    [Fact]
    public async Task Close_NoTaxTable_AsksAndRatesAgainOnceItIsThere()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore());
        await bench.LoadAsync(FabricBench.Catalog(taxed: false));
        await bench.IngestAsync(4);
        await bench.CloseAsync();
        var question = await bench.RunToQuestionAsync();
        Assert.Equal("no-tax-table", question.Code);

        await bench.LoadAsync(new Catalog.CatalogDocuments { TaxTables = FabricBench.Catalog().TaxTables });
        await bench.ResolveAsync(question.Id, ResolveAction.Retry);
        await bench.RunToTheEndAsync();

        Assert.Equal("DE-000001", (await bench.InvoiceAsync())!.Number);
    }

    [Fact]
    public async Task Close_UnpricedUsageAndAborted_LeavesNothingBehind()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore());
        await bench.LoadAsync(FabricBench.Catalog(priced: false));
        await bench.IngestAsync(4);
        await bench.CloseAsync();
        var question = await bench.RunToQuestionAsync();
        Assert.Equal("unrated-usage", question.Code);

        await bench.ResolveAsync(question.Id, ResolveAction.Abort);
        await bench.RunToTheEndAsync();

        Assert.Equal(SagaState.Compensated, (await bench.Get<SagaJournal>().FindAsync(FabricBench.SagaId))!.State);
        Assert.Null(await bench.InvoiceAsync());
        Assert.Equal(Ingest.FenceState.Open, await FenceAsync(bench));
    }

    [Fact]
    public async Task Question_NobodyAnswers_EscalatesAfterTheServiceLevel()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore());
        await bench.LoadAsync(FabricBench.Catalog(taxed: false));
        await bench.IngestAsync(4);
        await bench.CloseAsync();
        await bench.RunToQuestionAsync();

        await bench.RunUntilAsync(async () => (await bench.OpenCasesAsync()).Any(one => one.Code == "service-level-missed"));

        Assert.InRange(bench.Clock.GetUtcNow() - FabricBench.Begin, TimeSpan.FromHours(24), TimeSpan.FromHours(25));
    }

    [Fact]
    public async Task Question_AnswerStoredAndRingLost_IsFoundByTheTimedLook()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore());
        await bench.LoadAsync(FabricBench.Catalog(taxed: false));
        await bench.IngestAsync(4);
        await bench.CloseAsync();
        var question = await bench.RunToQuestionAsync();

        // Stored, and never rung.
        await bench.Get<SagaJournal>().AnswerAsync(FabricBench.SagaId, question.Id, SagaAction.Abort, "In a test.");
        await bench.RunToTheEndAsync();

        Assert.Equal(SagaState.Compensated, (await bench.Get<SagaJournal>().FindAsync(FabricBench.SagaId))!.State);
    }

    [Fact]
    public async Task Question_AfterTheInstanceWasStartedAgain_IsNotAnsweredByWhatWasSaidOfAnotherStep()
    {
        await using var scene = await SagaScene.SetAsync();
        var asks = StepOutcome.NeedsPerson("asked-in-a-test", "Look at it.");
        scene.Script.Answer("FreezeUsage", asks).Answer("RateUsage", asks);
        await scene.CloseAsync();
        await scene.AnswerAsync(ResolveAction.Skip);
        Assert.Contains("RateUsage", (await scene.ToQuestionAsync()).Title, StringComparison.Ordinal);

        // An operator ends the instance; the next close starts the same run again, and now the first question is about rating.
        await scene.Engine.TerminateAsync(FabricBench.SagaId, null);
        await scene.Bench.SettleAsync();
        scene.Script.Answer("RateUsage", asks);
        Assert.Equal(Functions.Operations.SagaStartKind.Started, (await scene.Bench.CloseAsync()).Kind);
        await scene.Bench.SettleAsync();

        Assert.Contains("RateUsage", (await scene.ToQuestionAsync()).Title, StringComparison.Ordinal);
        Assert.Equal("FreezeUsage", Assert.Single(await scene.Bench.Get<SagaJournal>().StepsAsync(FabricBench.SagaId, 1)).Step);
        await scene.AnswerAsync(ResolveAction.Retry);
        await scene.ToTheEndAsync();
        Assert.Equal(SagaState.Completed, (await scene.Bench.Get<SagaJournal>().FindAsync(FabricBench.SagaId))!.State);
        Assert.Equal("DE-000001", (await scene.Bench.InvoiceAsync())!.Number);
    }

    [Fact]
    public async Task Rings_EarlyAndDoubled_ChangeNothing()
    {
        await using var bench = await FabricBench.StartAsync(new MemoryStore());
        await bench.LoadAsync();
        await bench.IngestAsync(4);
        await bench.CloseAsync();
        foreach (var name in new[] { SagaEvents.PostingSettled, SagaEvents.Resolved, SagaEvents.PostingSettled, SagaEvents.PostingSettled })
        {
            await bench.Client.RaiseEventAsync(FabricBench.SagaId, name);
        }

        await bench.RunToTheEndAsync();

        Assert.Single(await bench.DocumentsAsync());
        Assert.Equal(SagaState.Completed, (await bench.Get<SagaJournal>().FindAsync(FabricBench.SagaId))!.State);
    }

    private static async Task AssertUndoneAsync(FabricBench bench, int documents)
    {
        var record = (await bench.Get<SagaJournal>().FindAsync(FabricBench.SagaId))!;
        Assert.Equal(SagaState.Compensated, record.State);
        var invoice = (await bench.InvoiceAsync())!;
        Assert.Equal((InvoiceState.Credited, "DE-000001", "DE-CN-000001"), (invoice.State, invoice.Number, invoice.CreditNote?.Number));
        Assert.Equal(documents, (await bench.DocumentsAsync()).Length);
        Assert.Equal(Ingest.FenceState.Open, await FenceAsync(bench));
        Assert.Equal("saga-compensated", Assert.Single(await bench.OpenCasesAsync()).Code);
    }

    private static async Task<Ingest.FenceState> FenceAsync(FabricBench bench)
    {
        var account = (await bench.Get<Catalog.CatalogReader>().GetCurrentAsync()).Accounts[FabricBench.Account];
        return (await bench.Get<Ingest.UsagePeriods>().ReadAsync(account, Catalog.BillingCalendar.PeriodOf(account, FabricBench.Period)!)).State;
    }
}
