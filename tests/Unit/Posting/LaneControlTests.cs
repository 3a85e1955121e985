using RevenueFunctions.Exceptions;
using RevenueFunctions.Ledger;
using RevenueFunctions.Posting;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Unit.Posting;

public sealed class LaneControlTests
{
    private readonly LaneBench bench = new();

    [Fact]
    public async Task Retry_CauseMended_PostsAndSettlesTheCase()
    {
        await BlockAsync();
        bench.LegalEntity = bench.LegalEntity with { PostingRules = new PostingRules(Chart: [new ChartAccount("4711", "Perfume")]) };

        var action = await bench.Control.RetryAsync(LaneBench.Entity, "Account added.", bench.Sagas);
        await bench.DrainAsync();

        Assert.Equal(LaneActionKind.Done, action.Kind);
        Assert.Equal(["invoice:a", "invoice:b"], (await bench.DocumentsAsync()).Select(document => document.Entry.PostingKey));
        Assert.Empty((await bench.Exceptions.ListAsync(ExceptionState.Open, 10, null)).Cases);
    }

    [Fact]
    public async Task Retry_DiedBeforeTheCaseWasSettled_IsSettledByTheWorkerThatGoesOn()
    {
        await BlockAsync();
        bench.LegalEntity = bench.LegalEntity with { PostingRules = new PostingRules(Chart: [new ChartAccount("4711", "Perfume")]) };
        bench.Store.Plan(new StoreFault(AtCommit: 1, AfterCommit: true));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => bench.Control.RetryAsync(LaneBench.Entity, "Account added.", bench.Sagas));
        bench.Store.Restore();
        Assert.Single((await bench.Exceptions.ListAsync(ExceptionState.Open, 10, null)).Cases);

        await bench.DrainAsync();

        Assert.Equal(LaneEntryState.Posted, (await bench.FindAsync("invoice:a")).State);
        Assert.Empty((await bench.Exceptions.ListAsync(ExceptionState.Open, 10, null)).Cases);
    }

    [Fact]
    public async Task Retry_CauseNotMended_BlocksAgainWithANewCase()
    {
        await BlockAsync();

        await bench.Control.RetryAsync(LaneBench.Entity, "Try.", bench.Sagas);
        await bench.DrainAsync();

        Assert.Equal(LaneState.Blocked, (await bench.Lane.StatusAsync(LaneBench.Entity)).State);
        Assert.Single((await bench.Exceptions.ListAsync(ExceptionState.Open, 10, null)).Cases);
    }

    [Fact]
    public async Task Skip_Blocked_LetsSuccessorsPass()
    {
        await BlockAsync();

        await bench.Control.SkipAsync(LaneBench.Entity, "Booked by hand.", bench.Sagas);
        await bench.DrainAsync();

        Assert.Equal(LaneEntryState.SetAside, (await bench.FindAsync("invoice:a")).State);
        Assert.Equal(2, bench.Sagas.Rings.Count(ring => ring == "saga-a/PostingSettled"));
        Assert.Equal("invoice:b", Assert.Single(await bench.DocumentsAsync()).Entry.PostingKey);
    }

    [Fact]
    public async Task Release_DocumentBookedByHand_IsTakenOverNotSentAgain()
    {
        await BlockAsync();
        bench.LegalEntity = bench.LegalEntity with { PostingRules = new PostingRules(Chart: [new ChartAccount("4711", "Perfume")]) };
        await bench.Ledger.PostAsync(LaneBench.Entry("invoice:a", revenue: "4711"), CancellationToken.None);

        await bench.Control.ReleaseAsync(LaneBench.Entity, "Booked by hand.", bench.Sagas);
        await bench.DrainAsync();

        Assert.Equal((LaneEntryState.Posted, 1), ((await bench.FindAsync("invoice:a")).State, (await bench.FindAsync("invoice:a")).Attempt));
        Assert.Equal(2, (await bench.DocumentsAsync()).Length);
    }

    [Fact]
    public async Task Release_LaneWaitsOutAnOutage_GoesOnAtOnce()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a"), "saga-a");
        bench.Faults.Add(LaneBench.Entity, new LedgerFault(LedgerFaultKind.Down));
        await bench.DrainAsync();

        await bench.Control.ReleaseAsync(LaneBench.Entity, "The ERP is back.", bench.Sagas);

        Assert.Equal(new DrainResult(DrainEnd.Empty, 1), await bench.DrainAsync());
    }

    [Fact]
    public async Task Actions_LaneDoesNotStand_AnswerSo()
    {
        Assert.Equal(LaneActionKind.UnknownLane, (await bench.Control.RetryAsync(LaneBench.Entity, "?", bench.Sagas)).Kind);
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a"), "saga-a");
        Assert.Equal(LaneActionKind.NotStanding, (await bench.Control.RetryAsync(LaneBench.Entity, "?", bench.Sagas)).Kind);
        Assert.Equal(LaneActionKind.NotStanding, (await bench.Control.SkipAsync(LaneBench.Entity, "?", bench.Sagas)).Kind);
        Assert.Equal(LaneActionKind.NotStanding, (await bench.Control.ReleaseAsync(LaneBench.Entity, "?", bench.Sagas)).Kind);
    }

    [Fact]
    public async Task Requeue_SetAside_TakesANewPlaceWithNewContent()
    {
        await BlockAsync();
        await bench.Control.SkipAsync(LaneBench.Entity, "Wrong account.", bench.Sagas);

        var requeued = await bench.Lane.RequeueAsync(LaneBench.Entry("invoice:a"), "saga-a", 1);
        var again = await bench.Lane.RequeueAsync(LaneBench.Entry("invoice:a"), "saga-a", 1);
        await bench.DrainAsync();

        Assert.Equal((EnqueueKind.Queued, 3L), (requeued.Kind, requeued.Entry.Sequence));
        Assert.Equal(EnqueueKind.AlreadyQueued, again.Kind);
        Assert.Equal(["invoice:b", "invoice:a"], (await bench.DocumentsAsync()).Select(document => document.Entry.PostingKey));
    }

    [Fact]
    public async Task Requeue_SetAsideAnew_WaitsForAnotherWord()
    {
        await BlockAsync();
        await bench.Control.SkipAsync(LaneBench.Entity, "Wrong account.", bench.Sagas);
        await bench.Lane.RequeueAsync(LaneBench.Entry("invoice:a", revenue: "4711"), "saga-a", 1);
        await bench.DrainAsync();
        await bench.Control.SkipAsync(LaneBench.Entity, "Still wrong.", bench.Sagas);

        Assert.Equal(EnqueueKind.AlreadyQueued, (await bench.Lane.RequeueAsync(LaneBench.Entry("invoice:a", revenue: "4711"), "saga-a", 1)).Kind);
        Assert.Equal(EnqueueKind.Queued, (await bench.Lane.RequeueAsync(LaneBench.Entry("invoice:a"), "saga-a", 2)).Kind);
    }

    private async Task BlockAsync()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a", revenue: "4711"), "saga-a");
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:b"), "saga-b");
        await bench.DrainAsync();
    }
}
