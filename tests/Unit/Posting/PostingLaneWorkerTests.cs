using RevenueFunctions.Catalog;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Ledger;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Tests.Unit.Posting;

public sealed class PostingLaneWorkerTests
{
    private readonly LaneBench bench = new();

    [Fact]
    public async Task Drain_SeveralEntries_PostsThemInOrderAndTellsTheirSagas()
    {
        foreach (var key in new[] { "invoice:c", "invoice:a", "invoice:b" })
        {
            await bench.Lane.EnqueueAsync(LaneBench.Entry(key), $"saga-{key}");
        }

        var result = await bench.DrainAsync();

        Assert.Equal(new DrainResult(DrainEnd.Empty, 3), result);
        Assert.Equal(["invoice:c", "invoice:a", "invoice:b"], (await bench.DocumentsAsync()).Select(document => document.Entry.PostingKey));
        Assert.Equal(["saga-invoice:c/PostingSettled", "saga-invoice:a/PostingSettled", "saga-invoice:b/PostingSettled"], bench.Sagas.Rings);
        Assert.Equal("de01-000000001", (await bench.FindAsync("invoice:c")).Reference);
    }

    [Fact]
    public async Task Remind_WorkerDiedBeforeItTold_RingsTheSagaOfTheEntrySettledLast()
    {
        await bench.Worker().RemindAsync(LaneBench.Entity, bench.Sagas, CancellationToken.None);
        Assert.Empty(bench.Sagas.Rings);

        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a"), "saga-a");
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:b"), "saga-b");
        await bench.DrainAsync();
        bench.Sagas.Rings.Clear();
        await bench.Worker().RemindAsync(LaneBench.Entity, bench.Sagas, CancellationToken.None);

        Assert.Equal(["saga-b/PostingSettled"], bench.Sagas.Rings);
    }

    [Theory]
    [InlineData(LedgerFaultKind.TimeoutBeforeCommit)]
    [InlineData(LedgerFaultKind.TimeoutAfterCommit)]
    public async Task Drain_NoAnswer_AsksByKeyAndBooksOnce(LedgerFaultKind fault)
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a"), "saga-a");
        bench.Faults.Add(LaneBench.Entity, new LedgerFault(fault));

        await bench.DrainToTheEndAsync();

        Assert.Single(await bench.DocumentsAsync());
        var entry = await bench.FindAsync("invoice:a");
        Assert.Equal(LaneEntryState.Posted, entry.State);
        Assert.Equal(fault == LedgerFaultKind.TimeoutBeforeCommit ? 2 : 1, entry.Attempt);
    }

    [Fact]
    public async Task Drain_NoAnswerAndNoDocument_SendsNothingWhileTheCallMayStillTakeEffect()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a"), "saga-a");
        bench.Faults.Add(LaneBench.Entity, new LedgerFault(LedgerFaultKind.TimeoutBeforeCommit));

        Assert.Equal(DrainEnd.BackingOff, (await bench.DrainAsync()).End);
        Assert.Equal(DrainEnd.BackingOff, (await bench.DrainAsync()).End);
        Assert.Equal(LaneEntryState.Unknown, (await bench.FindAsync("invoice:a")).State);
        Assert.Empty(await bench.DocumentsAsync());

        bench.Clock.Advance(bench.Options.InFlight);
        Assert.Equal(DrainEnd.Empty, (await bench.DrainAsync()).End);
        Assert.Single(await bench.DocumentsAsync());
    }

    [Fact]
    public async Task Drain_NeverAnAnswer_BlocksTheLaneAfterTheLastAttempt()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a"), "saga-a");
        bench.Faults.Add(LaneBench.Entity, new LedgerFault(LedgerFaultKind.TimeoutBeforeCommit), 1000);

        Assert.Equal(DrainEnd.Blocked, (await bench.DrainToTheEndAsync()).End);
        Assert.Equal("no-answer", (await bench.FindAsync("invoice:a")).Code);
        Assert.Equal(bench.Options.Attempts, (await bench.FindAsync("invoice:a")).Attempt);
    }

    [Fact]
    public async Task Drain_ErpAway_BacksOffLongerEachTimeAndGoesOnByItself()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a"), "saga-a");
        bench.Faults.Add(LaneBench.Entity, new LedgerFault(LedgerFaultKind.Down), 3);

        var waits = new List<TimeSpan>();
        for (var outage = 0; outage < 3; outage++)
        {
            Assert.Equal(DrainEnd.BackingOff, (await bench.DrainAsync()).End);
            var lane = await bench.Lane.StatusAsync(LaneBench.Entity);
            Assert.Equal(LaneState.BackingOff, lane.State);
            Assert.Equal(lane.RetryAt, bench.Doorbell.Rings[^1].NotBefore);
            waits.Add(lane.RetryAt!.Value - bench.Clock.GetUtcNow());
            bench.Clock.Advance(waits[^1]);
        }

        Assert.Equal([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)], waits);
        Assert.Equal(new DrainResult(DrainEnd.Empty, 1), await bench.DrainAsync());
        Assert.Equal((LaneState.Open, 0), ((await bench.Lane.StatusAsync(LaneBench.Entity)).State, (await bench.Lane.StatusAsync(LaneBench.Entity)).Failures));
    }

    [Fact]
    public async Task Drain_Rejected_BlocksTheLaneVisiblyAndSuccessorsWait()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a", revenue: "4711"), "saga-a");
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:b"), "saga-b");

        Assert.Equal(DrainEnd.Blocked, (await bench.DrainAsync()).End);
        Assert.Equal(DrainEnd.Blocked, (await bench.DrainAsync()).End);

        var lane = await bench.Lane.StatusAsync(LaneBench.Entity);
        Assert.Equal((LaneState.Blocked, "invoice:a", 2L), (lane.State, lane.BlockedKey, lane.Waiting));
        Assert.Empty(await bench.DocumentsAsync());
        var (cases, _) = await bench.Exceptions.ListAsync(ExceptionState.Open, 10, null);
        Assert.Equal(("unknown-account", "de01"), (Assert.Single(cases).Code, cases[0].LegalEntityId));
    }

    [Fact]
    public async Task Drain_BlockedLaneSweptAgainAndAgain_RingsItsSagaOnceUnlessNobodyKnew()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a", revenue: "4711"), "saga-a");
        for (var sweep = 0; sweep < 100; sweep++)
        {
            Assert.Equal(DrainEnd.Blocked, (await bench.DrainAsync()).End);
        }

        Assert.Single(bench.Sagas.Rings);

        // As after a crash between blocking the lane and telling of it: the next one who comes by tells.
        var (cases, _) = await bench.Exceptions.ListAsync(ExceptionState.Open, 10, null);
        await bench.Exceptions.ResolveAsync(cases[0].Id, "As if it had never been raised.");
        await bench.DrainAsync();
        await bench.DrainAsync();

        Assert.Equal(2, bench.Sagas.Rings.Count);
        Assert.Single((await bench.Exceptions.ListAsync(ExceptionState.Open, 10, null)).Cases);
    }

    [Fact]
    public async Task Drain_RejectedUnderSkipPolicy_SetsTheEntryAsideAndGoesOn()
    {
        var skipping = new LaneBench(RejectedPostingPolicy.Skip);
        await skipping.Lane.EnqueueAsync(LaneBench.Entry("invoice:a", revenue: "4711"), "saga-a");
        await skipping.Lane.EnqueueAsync(LaneBench.Entry("invoice:b"), "saga-b");

        Assert.Equal(new DrainResult(DrainEnd.Empty, 2), await skipping.DrainAsync());

        Assert.Equal(LaneEntryState.SetAside, (await skipping.FindAsync("invoice:a")).State);
        Assert.Equal("invoice:b", Assert.Single(await skipping.DocumentsAsync()).Entry.PostingKey);
        Assert.Single((await skipping.Exceptions.ListAsync(ExceptionState.Open, 10, null)).Cases);
    }

    [Fact]
    public async Task Drain_ConnectorFails_BlocksWithTheOutcomeUnknown()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a"), "saga-a");
        bench.Erp = new ErpDouble(bench.Ledger) { OnPost = _ => throw new InvalidOperationException("a bug") };

        Assert.Equal(DrainEnd.Blocked, (await bench.DrainAsync()).End);
        Assert.Equal((LaneEntryState.Unknown, "connector-failed"), ((await bench.FindAsync("invoice:a")).State, (await bench.FindAsync("invoice:a")).Code));
    }

    [Fact]
    public async Task Drain_ErpHasAnotherDocumentUnderTheKey_BlocksInsteadOfTakingItOver()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a", 100m), "saga-a");
        bench.Faults.Add(LaneBench.Entity, new LedgerFault(LedgerFaultKind.TimeoutBeforeCommit));
        await bench.DrainAsync();
        await bench.Ledger.PostAsync(LaneBench.Entry("invoice:a", 99m), CancellationToken.None);

        Assert.Equal(DrainEnd.Blocked, (await bench.DrainToTheEndAsync()).End);
        Assert.Equal("document-differs", (await bench.FindAsync("invoice:a")).Code);
    }

    [Fact]
    public async Task Drain_RejectedAfterAnEarlierCallTookEffectLate_TakesItsDocument()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a"), "saga-a");
        bench.Faults.Add(LaneBench.Entity, new LedgerFault(LedgerFaultKind.Down));
        bench.Faults.Add(LaneBench.Entity, new LedgerFault(LedgerFaultKind.Reject));
        Assert.Equal(DrainEnd.BackingOff, (await bench.DrainAsync()).End);

        // What a worker sent that had lost the lane before: it arrives only now.
        await bench.Ledger.PostAsync(LaneBench.Entry("invoice:a"), CancellationToken.None);

        Assert.Equal(DrainEnd.Empty, (await bench.DrainToTheEndAsync()).End);
        Assert.Equal((LaneEntryState.Posted, "de01-000000001"), ((await bench.FindAsync("invoice:a")).State, (await bench.FindAsync("invoice:a")).Reference));
        Assert.Empty((await bench.Exceptions.ListAsync(ExceptionState.Open, 10, null)).Cases);
    }

    [Fact]
    public async Task Drain_TwoWorkersOnOneEntry_TheLaterOneOwnsItAndOneDocumentStands()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a"), "saga-a");
        var reached = new TaskCompletionSource();
        var proceed = new TaskCompletionSource();
        bench.Erp = new ErpDouble(bench.Ledger)
        {
            OnPost = async entry =>
            {
                reached.SetResult();
                await proceed.Task;
                return await bench.Ledger.PostAsync(entry, CancellationToken.None);
            },
        };
        var first = bench.DrainAsync("worker-1");
        await reached.Task;

        // The first one's session lock is lost while its call is under way; a second worker takes the lane over.
        bench.Erp = bench.Ledger;
        Assert.Equal(DrainEnd.BackingOff, (await bench.DrainAsync("worker-2")).End);
        bench.Clock.Advance(bench.Options.InFlight);
        Assert.Equal(new DrainResult(DrainEnd.Empty, 1), await bench.DrainAsync("worker-2"));
        proceed.SetResult();

        Assert.Equal(DrainEnd.Superseded, (await first).End);
        Assert.Single(await bench.DocumentsAsync());
        Assert.Equal("worker-2", (await bench.FindAsync("invoice:a")).Owner);
    }

    [Theory]
    [InlineData("4000", LaneEntryState.Posted)]
    [InlineData("4711", LaneEntryState.Rejected)]
    public async Task Drain_EntrySettledBetweenTheReadsOfHeadAndEntry_WritesNothingOverIt(string revenue, LaneEntryState settled)
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a", revenue: revenue), "saga-a");
        var calls = 0;
        bench.Erp = new ErpDouble(bench.Ledger)
        {
            OnPost = entry =>
            {
                calls++;
                return bench.Ledger.PostAsync(entry, CancellationToken.None);
            },
        };
        var overtaken = new OvertakenStore(bench.Store, row => row.StartsWith("entry:", StringComparison.Ordinal), () => bench.DrainAsync("worker-2"));

        var result = await bench.Worker(overtaken).DrainAsync(LaneBench.Entity, "worker-1", bench.Sagas, CancellationToken.None);

        Assert.Equal(new DrainResult(DrainEnd.Superseded, 0), result);
        Assert.Equal((settled, "worker-2", 1), ((await bench.FindAsync("invoice:a")).State, (await bench.FindAsync("invoice:a")).Owner, (await bench.FindAsync("invoice:a")).Attempt));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Drain_EachWriteRepeatedBecauseItsAnswerWasLost_GoesOnByItself()
    {
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:a"), "saga-a");
        await bench.Lane.EnqueueAsync(LaneBench.Entry("invoice:b"), "saga-b");
        var store = new OwnConflictStore(bench.Store, "lanes");

        var result = await bench.Worker(store).DrainAsync(LaneBench.Entity, "worker-1", bench.Sagas, CancellationToken.None);

        Assert.Equal((new DrainResult(DrainEnd.Empty, 2), 4), (result, store.Conflicts));
        Assert.Equal((LaneEntryState.Posted, 1), ((await bench.FindAsync("invoice:b")).State, (await bench.FindAsync("invoice:b")).Attempt));
        Assert.Equal(["saga-a/PostingSettled", "saga-b/PostingSettled"], bench.Sagas.Rings);
        Assert.Equal(2, (await bench.DocumentsAsync()).Length);
    }

    [Fact]
    public async Task Drain_ManyWorkersAtOnce_PostEachEntryOnceAndInOrder()
    {
        for (var number = 0; number < 40; number++)
        {
            await bench.Lane.EnqueueAsync(LaneBench.Entry($"invoice:{number:D2}"), null);
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() => bench.DrainAsync($"worker-{worker}"))));
        await bench.DrainToTheEndAsync();

        Assert.Equal(Enumerable.Range(0, 40).Select(number => $"invoice:{number:D2}"), (await bench.DocumentsAsync()).Select(document => document.Entry.PostingKey));
        Assert.True((await bench.Ledger.RecountAsync(LaneBench.Entity)).IsExact);
    }
}
