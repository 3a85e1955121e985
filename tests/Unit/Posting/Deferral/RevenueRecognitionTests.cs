using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;
using RevenueFunctions.Storage;
using RevenueFunctions.Tests.Unit.Posting.Rules;

namespace RevenueFunctions.Tests.Unit.Posting.Deferral;

/// <summary>Recognises a quarter's fee over three months, also after credits, reversals and crashes.</summary>
public sealed class RevenueRecognitionTests
{
    private static readonly AccountingMonth November = AccountingMonth.Find("202611")!.Value;
    private static readonly Account Account = new("acme", "Acme", "de01", "Europe/Berlin", "DE");

    // 1 November to 29 January, 90 days.
    private static readonly Invoice Invoice = InvoiceBookingTests.Fee(100m, "2026-10-31T23:00:00Z", "2027-01-29T23:00:00Z");

    private readonly Bench bench = new();

    [Fact]
    public async Task RunDue_OverThreeMonths_RecognisesEachOnceAndAllInTheEnd()
    {
        await bench.InvoiceAsync();
        Assert.Equal(0, await bench.Recognition.RunDueAsync());

        foreach (var (revenue, deferred) in new[] { (-33.33m, -66.67m), (-67.78m, -32.22m), (-100m, 0m) })
        {
            bench.Lane.Clock.Advance(TimeSpan.FromDays(31));
            Assert.Equal(1, await bench.Recognition.RunDueAsync());
            Assert.Equal(0, await bench.Recognition.RunDueAsync());
            await bench.Lane.DrainToTheEndAsync();
            Assert.Equal((revenue, deferred), (await bench.BalanceAsync("4000"), await bench.BalanceAsync("2400")));
        }

        Assert.Equal(
            ["recognition:de01:202611:1", "recognition:de01:202612:1", "recognition:de01:202701:1"],
            (await bench.Lane.DocumentsAsync()).Skip(1).Select(document => document.Entry.PostingKey));
        Assert.Equal(new DateOnly(2026, 11, 30), (await bench.Lane.DocumentsAsync())[1].Entry.AccountingDate);
    }

    [Fact]
    public async Task Run_InvoiceNotInTheBooks_WaitsForIt()
    {
        await bench.InvoiceAsync(drain: false);
        Assert.Equal(0, await bench.Recognition.RunAsync(bench.Lane.LegalEntity, November));

        await bench.Lane.DrainToTheEndAsync();

        Assert.Equal(1, await bench.Recognition.RunAsync(bench.Lane.LegalEntity, November));
    }

    [Fact]
    public async Task Run_AfterACredit_IsCutAndTheAccountsComeOutEven()
    {
        await bench.InvoiceAsync();
        await bench.RunAsync(November);
        var cut = (await bench.Deferred.CutAsync("de01", Invoice.Id, 1, "creditnote:1", new DateOnly(2026, 12, 15), 80m))!;
        var again = await bench.Deferred.CutAsync("de01", Invoice.Id, 1, "creditnote:1", new DateOnly(2026, 12, 16), 80m);
        Assert.Equal(cut, again);

        // What the note books: deferred and earned revenue against the receivable.
        await bench.Lane.Lane.EnqueueAsync(
            new JournalEntry("creditnote:1", "de01", new DateOnly(2026, 12, 15), "EUR", "Credit note",
                [new JournalLine("2400", cut.DeferredBooked, 0m), new JournalLine("4000", cut.RevenueBooked, 0m), new JournalLine("1200", 0m, 80m)]), null);
        await bench.RunAsync(November.Next);
        await bench.RunAsync(November.Next.Next);

        Assert.Equal((50m, 30m), (cut.Deferred, cut.Revenue));
        Assert.Equal((-20m, 0m), (await bench.BalanceAsync("4000"), await bench.BalanceAsync("2400")));
        Assert.Null(await bench.Deferred.CutAsync("de01", Invoice.Id, 2, "creditnote:1", new DateOnly(2026, 12, 15), 80m));
    }

    [Fact]
    public async Task Run_AfterTheInvoiceWasReversed_TakesBackWhatWasRecognised()
    {
        await bench.InvoiceAsync();
        await bench.RunAsync(November);
        await bench.Deferred.CancelAsync("de01", Invoice.Id);
        var posted = await bench.Lane.FindAsync(PostingKeys.Invoice(Invoice.Id));
        await bench.Lane.Lane.EnqueueAsync(JournalEntries.Reversal(posted.Entry, new DateOnly(2026, 12, 3), "compensated"), null);

        await bench.RunAsync(November.Next);

        Assert.Equal((0m, 0m, 0m), (await bench.BalanceAsync("4000"), await bench.BalanceAsync("2400"), await bench.BalanceAsync("1200")));
        Assert.Equal(0, await bench.Recognition.RunAsync(bench.Lane.LegalEntity, November.Next.Next));
    }

    [Fact]
    public async Task Run_KilledAtAnyCommit_RecognisesOnce()
    {
        var commits = await KillAsync(null, false);
        Assert.True(commits > 4, $"Only {commits} commits: nothing to cut.");
        for (var cut = 1; cut <= commits; cut++)
        {
            await KillAsync(cut, false);
            await KillAsync(cut, true);
        }
    }

    [Fact]
    public async Task Close_WithDeferredRevenue_BooksItIntoThePeriodFirst()
    {
        await bench.InvoiceAsync(drain: false);
        bench.Lane.Clock.Advance(TimeSpan.FromDays(31));
        var periods = new AccountingPeriods(bench.Lane.Store, bench.Lane.Lane, (_, _) => ValueTask.FromResult<LegalEntity?>(bench.Lane.LegalEntity), [bench.Recognition], bench.Lane.Ledger.OpenFromAsync, bench.Lane.Clock);

        await periods.CloseAsync(bench.Lane.LegalEntity, November);
        await bench.Lane.DrainToTheEndAsync();
        await periods.AdvanceAllAsync();
        await bench.Lane.DrainToTheEndAsync();
        Assert.Equal(1, await periods.AdvanceAllAsync());

        Assert.Equal(-33.33m, await bench.BalanceAsync("4000"));
        Assert.All(await bench.Lane.DocumentsAsync(), document => Assert.Equal(11, document.Entry.AccountingDate.Month));
    }

    private static async Task<int> KillAsync(int? cut, bool after)
    {
        var bench = new Bench();
        await bench.InvoiceAsync();
        bench.Lane.Store.Plan(new StoreFault(cut ?? int.MaxValue, after));
        var died = await Record.ExceptionAsync(() => bench.Recognition.RunAsync(bench.Lane.LegalEntity, November));
        Assert.True(died is null or StorageUnavailableException, $"{died}");
        var commits = bench.Lane.Store.Commits;
        bench.Lane.Store.Restore();

        await bench.RunAsync(November);
        Assert.Equal(-33.33m, await bench.BalanceAsync("4000"));
        return commits;
    }

    [Fact]
    public async Task Close_AnotherInstanceHasNotedTheRecognitionAndNotRecordedIt_QueuesItsEntryBeforeThePeriodCloses()
    {
        await bench.InvoiceAsync();
        bench.Lane.Clock.Advance(TimeSpan.FromDays(31));
        var held = new HeldStore(bench.Lane.Memory);
        held.Hold("standingentries");
        var slow = new RevenueRecognition(
            held, bench.Lane.Lane, new StandingEntries(held, bench.Lane.Lane, bench.Lane.Exceptions, bench.Lane.Clock), bench.Catalog, bench.Lane.Clock);
        Task<int>? slowly = null;
        var overtaken = new OvertakenScan(bench.Lane.Store, () => slowly = slow.RunAsync(bench.Lane.LegalEntity, November));
        var closing = new RevenueRecognition(overtaken, bench.Lane.Lane, bench.Lane.Standing, bench.Catalog, bench.Lane.Clock);

        Assert.Null(await closing.CloseAsync(bench.Lane.LegalEntity, November, 1, CancellationToken.None));

        Assert.NotNull(await bench.Lane.Lane.FindAsync("de01", "recognition:de01:202611:1"));
        held.Release();
        Assert.Equal(1, await slowly!);
        await bench.Lane.DrainToTheEndAsync();
        Assert.Equal(2, (await bench.Lane.DocumentsAsync()).Length);
    }

    /// <summary>Somebody else gets ahead just before the open schedules are read, once.</summary>
    private sealed class OvertakenScan(ITableStore inner, Action overtake) : StoreInFront(inner)
    {
        private Action? next = overtake;

        public override ValueTask<TablePage> QueryAsync(
            string table, string partition, RowRange range, int limit = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default)
        {
            if (next is { } first && range.From == "open:")
            {
                next = null;
                first();
            }

            return base.QueryAsync(table, partition, range, limit, continuation, cancellationToken);
        }
    }

    private sealed class Bench
    {
        public Bench()
        {
            var store = new CatalogStore(Lane.Store, Lane.Clock);
            Catalog = new CatalogReader(store, Lane.Clock);
            Deferred = new DeferredRevenue(Lane.Store);
            Recognition = new RevenueRecognition(Lane.Store, Lane.Lane, Lane.Standing, Catalog, Lane.Clock);
            Writer = new CatalogWriter(store, Catalog);
        }

        public LaneBench Lane { get; } = new();

        public CatalogReader Catalog { get; }

        public CatalogWriter Writer { get; }

        public DeferredRevenue Deferred { get; }

        public RevenueRecognition Recognition { get; }

        public async Task InvoiceAsync(bool drain = true)
        {
            Assert.IsType<CatalogOutcome.Stored>(await Writer.WriteAsync(new CatalogDocuments { LegalEntities = [Lane.LegalEntity] }));
            var terms = BookingTerms.Of(Lane.LegalEntity, new DateOnly(2026, 11, 1)) with { Account = Account };
            await Lane.Lane.EnqueueAsync(JournalEntries.ForInvoice(Invoice, terms)!, null);
            await Deferred.RecordAsync(Invoice, terms);
            await Deferred.RecordAsync(Invoice, terms);
            if (drain)
            {
                await Lane.DrainToTheEndAsync();
            }
        }

        public async Task RunAsync(AccountingMonth month)
        {
            await Recognition.RunAsync(Lane.LegalEntity, month);
            await Lane.DrainToTheEndAsync();
        }

        public async Task<decimal> BalanceAsync(string account) =>
            (await Lane.Ledger.TrialBalanceAsync(LaneBench.Entity, CancellationToken.None)).FirstOrDefault(one => one.Account == account)?.Balance ?? 0m;
    }
}
