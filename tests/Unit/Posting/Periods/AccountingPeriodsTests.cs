using RevenueFunctions.Catalog;
using RevenueFunctions.Ledger;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Tests.Unit.Posting.Periods;

/// <summary>Periods close in order, drain their lane first, and take nothing afterwards.</summary>
public sealed class AccountingPeriodsTests
{
    private static readonly AccountingMonth October = AccountingMonth.Find("202610")!.Value;
    private static readonly AccountingMonth November = AccountingMonth.Find("202611")!.Value;
    private static readonly DateOnly InOctober = new(2026, 10, 20);

    private readonly LaneBench bench = new();

    [Fact]
    public async Task Close_WithEntriesQueued_WaitsForTheLaneAndIsClosedThen()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a", InOctober), null);

        var closing = await CloseAsync(October);
        Assert.Equal(AccountingPeriodState.Closing, closing.State);
        Assert.Contains("place 1", closing.Pending, StringComparison.Ordinal);

        await bench.DrainToTheEndAsync();
        Assert.Equal(1, await bench.Periods.AdvanceAllAsync());

        var closed = await bench.Periods.FindAsync(LaneBench.Entity, October);
        Assert.Equal(AccountingPeriodState.Closed, closed.State);
        Assert.NotNull(closed.ClosedAt);
        Assert.Equal(InOctober, Assert.Single(await bench.DocumentsAsync()).Entry.AccountingDate);
        Assert.Equal(0, await bench.Periods.AdvanceAllAsync());
    }

    [Fact]
    public async Task Enqueue_IntoAClosedPeriod_IsBookedOnTheFirstOpenDayAndSaysSo()
    {
        await CloseAsync(October);

        var queued = await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a", InOctober), null);
        var again = await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a", InOctober), null);
        await bench.DrainToTheEndAsync();

        Assert.Equal(EnqueueKind.AlreadyQueued, again.Kind);
        Assert.Equal(InOctober, queued.Entry.Entry.AccountingDate);
        var booked = Assert.Single(await bench.DocumentsAsync()).Entry;
        Assert.Equal((November.First, (DateOnly?)InOctober), (booked.AccountingDate, booked.OriginalDate));
        Assert.Contains("of 2026-10-20, in a closed period", booked.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enqueue_WhileThePeriodIsClosing_GoesToTheNextOneButWhatClosesItDoesNot()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a", InOctober), null);
        await CloseAsync(October);

        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:b", InOctober), null);
        await bench.Lane.EnqueueAsync(LaneBench.Entry(PostingKeys.Recognition(LaneBench.Entity, October.Key, 1), October.Last), null);
        await bench.DrainToTheEndAsync();

        Assert.Equal([InOctober, November.First, October.Last], (await bench.DocumentsAsync()).Select(document => document.Entry.AccountingDate));
    }

    [Fact]
    public async Task Enqueue_HeldBackWhileThePeriodWasClosed_IsBookedOnTheFirstOpenDay()
    {
        // The lane looked at the period when it was open, and appends the entry when it is closed.
        var held = new HeldStore(bench.Memory);
        var slow = new PostingLane(held, bench.Doorbell, bench.Exceptions, bench.Clock);
        held.Hold("lanes");
        var enqueue = slow.EnqueueAsync(LaneBench.Entry("invoice:a", InOctober), null);
        SpinWait.SpinUntil(() => held.Waiting == 1);
        Assert.Equal(AccountingPeriodState.Closed, (await CloseAsync(October)).State);
        held.Release();
        Assert.Null((await enqueue).Entry.BookedOn);

        await bench.DrainToTheEndAsync();

        Assert.Equal(November.First, Assert.Single(await bench.DocumentsAsync()).Entry.AccountingDate);
    }

    [Fact]
    public async Task Drain_LedgerClosedBetweenTheLookAndTheCall_BooksOnTheFirstOpenDayWithoutACase()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a", InOctober), null);
        await CloseAsync(October);
        await bench.Ledger.OpenFromAsync(LaneBench.Entity, November.First);

        var end = await bench.DrainToTheEndAsync();

        Assert.Equal(DrainEnd.Empty, end.End);
        Assert.Equal(November.First, Assert.Single(await bench.DocumentsAsync()).Entry.AccountingDate);
        Assert.Equal((InOctober, (DateOnly?)November.First), ((await bench.FindAsync("invoice:a")).Entry.AccountingDate, (await bench.FindAsync("invoice:a")).BookedOn));
    }

    [Fact]
    public async Task Post_PastTheLaneIntoAClosedPeriod_TheLedgerRefuses()
    {
        await CloseAsync(October);

        var refused = Assert.IsType<ErpPostResult.Rejected>(await bench.Ledger.PostAsync(LaneBench.Entry("invoice:a", InOctober), CancellationToken.None));

        Assert.Equal(ErpPostResult.PeriodClosed, refused.Code);
        Assert.Empty(await bench.DocumentsAsync());
    }

    [Fact]
    public async Task Close_OutOfOrderOrTooEarly_IsRefused()
    {
        Assert.Equal("period-not-over", Refusal(await bench.Periods.CloseAsync(bench.LegalEntity, November)));
        await CloseAsync(October);
        bench.Clock.Advance(TimeSpan.FromDays(70));

        Assert.Equal("earlier-period-open", Refusal(await bench.Periods.CloseAsync(bench.LegalEntity, November.Next)));
        Assert.Equal(AccountingPeriodState.Closed, (await CloseAsync(November)).State);
        Assert.Equal(AccountingPeriodState.Closed, (await CloseAsync(October)).State);
    }

    [Fact]
    public async Task Reopen_TheLastClosedOne_TakesEntriesAgainAndKeepsTheReason()
    {
        await CloseAsync(October);
        Assert.Equal("not-closed-last", Refusal(await bench.Periods.ReopenAsync(bench.LegalEntity, November, "why not")));

        var reopened = Assert.IsType<AccountingPeriodChange.Done>(await bench.Periods.ReopenAsync(bench.LegalEntity, October, "An invoice was missing.")).Period;
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a", InOctober), null);
        await bench.DrainToTheEndAsync();

        Assert.Equal((AccountingPeriodState.Open, "An invoice was missing."), (reopened.State, reopened.ReopenedBecause));
        Assert.Equal(InOctober, Assert.Single(await bench.DocumentsAsync()).Entry.AccountingDate);
        Assert.Equal(AccountingPeriodState.Closed, (await CloseAsync(October)).State);
    }

    [Fact]
    public async Task Close_KilledAtAnyCommit_TheClockEndsIt()
    {
        var commits = await KillAsync(null, false);
        Assert.True(commits > 3, $"Only {commits} commits: nothing to cut.");
        for (var cut = 1; cut <= commits; cut++)
        {
            await KillAsync(cut, false);
            await KillAsync(cut, true);
        }
    }

    [Fact]
    public async Task Advance_ByAnInstanceThatComesTooLate_LeavesTheLedgerOpenForWhatWasReopened()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a", InOctober), null);
        await CloseAsync(October);
        await bench.DrainToTheEndAsync();
        var isFirst = true;
        var late = new AccountingPeriods(bench.Store, bench.Lane, (_, _) => ValueTask.FromResult<LegalEntity?>(bench.LegalEntity), [], OpenAsync, bench.Clock);

        await late.AdvanceAllAsync();

        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:b", InOctober), null);
        Assert.Equal(DrainEnd.Empty, (await bench.DrainToTheEndAsync()).End);
        Assert.Equal([InOctober, InOctober], (await bench.DocumentsAsync()).Select(document => document.Entry.AccountingDate));

        // Before it tells the ledger to close, the other instance has closed the period and a person has opened it again.
        async Task OpenAsync(string entity, DateOnly? openFrom, CancellationToken cancellationToken)
        {
            if (isFirst)
            {
                isFirst = false;
                Assert.Equal(1, await bench.Periods.AdvanceAllAsync(cancellationToken));
                Assert.IsType<AccountingPeriodChange.Done>(await bench.Periods.ReopenAsync(bench.LegalEntity, October, "an invoice was missing", cancellationToken));
            }

            await bench.Ledger.OpenFromAsync(entity, openFrom, cancellationToken);
        }
    }

    private static async Task<int> KillAsync(int? cut, bool after)
    {
        var bench = new LaneBench();
        bench.Store.Plan(new StoreFault(cut ?? int.MaxValue, after));
        await Record.ExceptionAsync(() => bench.Periods.CloseAsync(bench.LegalEntity, October));
        var commits = bench.Store.Commits;
        bench.Store.Restore();

        var begun = (await bench.Periods.FindAsync(LaneBench.Entity, October)).State != AccountingPeriodState.Open;
        await bench.Periods.AdvanceAllAsync();
        Assert.Equal(begun ? AccountingPeriodState.Closed : AccountingPeriodState.Open, (await bench.Periods.FindAsync(LaneBench.Entity, October)).State);
        Assert.Equal(begun, await bench.Ledger.PostAsync(LaneBench.Entry("invoice:a", InOctober), CancellationToken.None) is ErpPostResult.Rejected);
        return commits;
    }

    private async Task<AccountingPeriod> CloseAsync(AccountingMonth month) =>
        Assert.IsType<AccountingPeriodChange.Done>(await bench.Periods.CloseAsync(bench.LegalEntity, month)).Period;

    private static string Refusal(AccountingPeriodChange change) => Assert.IsType<AccountingPeriodChange.Refused>(change).Code;
}
