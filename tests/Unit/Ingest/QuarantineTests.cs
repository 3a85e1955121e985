using System.Text;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Storage;
using static RevenueFunctions.Tests.Unit.Ingest.IngestWorld;

namespace RevenueFunctions.Tests.Unit.Ingest;

/// <summary>Grouping by cause, replay and discard.</summary>
public sealed class QuarantineTests
{
    private readonly IngestWorld world = new();

    [Fact]
    public async Task ReplayAsync_AliasIsMapped_RunsExactlyTheGroupAndClosesIt()
    {
        var hub = await world.SendAsync(Batch(Enumerable.Range(0, 450).Select(at => Event($"{at}", subject: at % 3 == 0 ? "acme-9" : at % 3 == 1 ? "acme-1" : "other-9"))));
        Assert.Equal(["unmapped-customer~acme-9", "unmapped-customer~other-9"], (await world.Quarantine.ListAsync(true, 10, null)).Groups.Select(group => group.Id));
        Map("acme-9");
        var progress = new List<long>();
        var result = await world.Quarantine.ReplayAsync("unmapped-customer~acme-9", progress: new Collect(progress));

        Assert.Equal(new ReplayResult(150, 150, 0, 0, 0, 0), result);
        Assert.Equal([150L], progress);
        Assert.Equal(300m, await world.QuantityAsync(world.October));
        var closed = await world.Quarantine.FindAsync("unmapped-customer~acme-9");
        Assert.Equal((0L, QuarantineGroupState.Closed), (closed!.Count, closed.State));
        Assert.Equal(ExceptionState.Resolved, (await world.Exceptions.FindAsync("quarantine:unmapped-customer~acme-9"))!.State);
        Assert.Equal(ExceptionState.Open, (await world.Exceptions.FindAsync("quarantine:unmapped-customer~other-9"))!.State);
        Assert.Equal(300, (await world.OutcomesAsync(hub)).Count(outcome => outcome == UsageOutcome.Accepted));
        await world.ShouldConserveAsync(world.October);

        // A repeat finds nothing to do, and a redelivery changes nothing.
        Assert.Equal(0, (await world.Quarantine.ReplayAsync("unmapped-customer~acme-9"))!.Replayed);
        await world.Ingest.IngestAsync("0", [hub]);
        await world.ShouldConserveAsync(world.October);
    }

    [Fact]
    public async Task EventsAsync_LargeEvents_EndsThePageEarlyAndGoesOn()
    {
        var large = $"{{\"specversion\":\"1.0\",\"id\":\"{new string('x', 700_000)}\"";
        for (var at = 0; at < 20; at++)
        {
            await world.SendAsync(large);
        }

        var (events, pages, cursor) = (0, 0, (string?)null);
        do
        {
            var page = await world.Quarantine.EventsAsync("invalid-json", 1000, cursor);
            Assert.InRange(page.Events.Sum(one => (long)one.Raw.Length), 1, Quarantine.PageBytes + (8L * large.Length));
            (events, pages, cursor) = (events + page.Events.Count, pages + 1, page.Next);
        }
        while (cursor is not null);

        Assert.Equal((20, 3), (events, pages));
    }

    [Fact]
    public async Task ReplayAsync_InParts_GoesOnWhereItStopped()
    {
        await world.SendAsync(Batch(Enumerable.Range(0, 95).Select(at => Event($"{at}", subject: "acme-9"))));
        Map("acme-9");
        var (cursor, calls, accepted) = ((string?)null, 0, 0L);
        do
        {
            var result = await world.Quarantine.ReplayAsync("unmapped-customer~acme-9", 20, cursor);
            (cursor, calls, accepted) = (result!.Next, calls + 1, accepted + result.Accepted);
        }
        while (cursor is not null);

        Assert.Equal((5, 95L), (calls, accepted));
        await world.ShouldConserveAsync(world.October);
    }

    [Fact]
    public async Task ReplayAsync_CauseIsNotGone_KeepsTheEvents()
    {
        await world.SendAsync(Event("a", subject: "acme-9"));

        Assert.Equal(new ReplayResult(1, 0, 0, 0, 1, 1), await world.Quarantine.ReplayAsync("unmapped-customer~acme-9"));
        await world.ShouldConserveAsync(world.October);
    }

    [Fact]
    public async Task ReplayAsync_AnotherCauseAppears_MovesTheEventsToItsGroup()
    {
        var hub = await world.SendAsync(Event("a", subject: "acme-9", value: -1m));
        Map("acme-9");
        var result = await world.Quarantine.ReplayAsync("unmapped-customer~acme-9");

        Assert.Equal(new ReplayResult(1, 0, 0, 0, 1, 0), result);
        Assert.Equal("negative-quantity~api.request", Assert.Single((await world.Quarantine.ListAsync(true, 10, null)).Groups).Id);
        Assert.Equal("negative-quantity~api.request", (await world.Ledger.FindAsync("0", hub.SequenceNumber))!.Events[0].Note);
        await world.ShouldConserveAsync(world.October);
    }

    [Fact]
    public async Task ReplayAsync_PeriodWasFrozenMeanwhile_BillsLate()
    {
        await world.SendAsync(Event("a", subject: "acme-9"));
        await world.Periods.FreezeAsync(world.Acme, world.October, "saga-1");
        Map("acme-9");
        await world.Quarantine.ReplayAsync("unmapped-customer~acme-9");

        Assert.Equal("20261001", Assert.Single(await world.RecordsAsync(world.November)).LateFrom);
        await world.ShouldConserveAsync(world.October, world.November);
    }

    [Fact]
    public async Task ReplayAsync_BatchIsStillBeingSettled_LeavesItsEventsForTheNextReplay()
    {
        var (hub, settling) = Settling(out var held);
        Assert.Equal(new ReplayResult(2, 0, 0, 0, 2, 2), await world.Quarantine.ReplayAsync("unmapped-customer~acme-9"));
        held.Release();
        await settling;
        await world.ShouldConserveAsync(world.October);

        Assert.Equal(new ReplayResult(2, 2, 0, 0, 0, 0), await world.Quarantine.ReplayAsync("unmapped-customer~acme-9"));
        Assert.All(await world.OutcomesAsync(hub), outcome => Assert.Equal(UsageOutcome.Accepted, outcome));
        await world.ShouldConserveAsync(world.October);
    }

    [Fact]
    public async Task DiscardAsync_BatchIsStillBeingSettled_LeavesItsEvents()
    {
        var (_, settling) = Settling(out var held);
        Assert.Equal(0L, await world.Quarantine.DiscardAsync("unmapped-customer~acme-9", "not ours"));
        held.Release();
        await settling;

        Assert.Equal(2L, await world.Quarantine.DiscardAsync("unmapped-customer~acme-9", "not ours"));
        Assert.Empty((await world.Quarantine.ListAsync(true, 10, null)).Groups);
        await world.ShouldConserveAsync(world.October);
    }

    [Fact]
    public async Task DiscardAsync_EventWasAcceptedWhenItWasDeliveredAgain_KeepsItsOutcome()
    {
        // The process dies between the quarantine and the ledger; before the event comes again, its cause is gone.
        var hub = world.Enqueue(Event("a", subject: "acme-9"));
        var held = Hold("ingestledger");
        using var died = new CancellationTokenSource();
        var dying = world.Ingest.IngestAsync("0", [hub], died.Token);
        await died.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dying);
        held.Release();
        world.Build();
        Map("acme-9");
        await world.Ingest.IngestAsync("0", [hub]);

        Assert.Equal(0L, await world.Quarantine.DiscardAsync("unmapped-customer~acme-9", "not ours"));
        Assert.Equal([UsageOutcome.Accepted], await world.OutcomesAsync(hub));
        Assert.Empty((await world.Quarantine.ListAsync(true, 10, null)).Groups);
        await world.ShouldConserveAsync(world.October);
    }

    [Fact]
    public async Task DiscardAsync_WithAReason_ExcludesTheEventsForGood()
    {
        var hub = await world.SendAsync(Batch(Enumerable.Range(0, 250).Select(at => Event($"{at}", subject: "acme-9")).Append("{}")));

        Assert.Equal(250, await world.Quarantine.DiscardAsync("unmapped-customer~acme-9", "test tenant"));
        var ledger = (await world.Ledger.FindAsync("0", hub.SequenceNumber))!;
        Assert.All(ledger.Events.Take(250), one => Assert.Equal((UsageOutcome.Excluded, "discarded: test tenant"), (one.Outcome, one.Note)));
        Assert.Equal(UsageOutcome.Quarantined, ledger.Events[250].Outcome);
        await world.Ingest.IngestAsync("0", [hub]);
        Assert.Equal("unrecognized-format", Assert.Single((await world.Quarantine.ListAsync(true, 10, null)).Groups).Id);
        await world.ShouldConserveAsync(world.October);
    }

    [Fact]
    public async Task Group_CauseComesBackAfterItClosed_OpensAgainWithItsCase()
    {
        await world.SendAsync(Event("a", subject: "acme-9"));
        await world.Quarantine.DiscardAsync("unmapped-customer~acme-9", "first");
        await world.SendAsync(Event("b", subject: "acme-9"));

        Assert.Equal(1, Assert.Single((await world.Quarantine.ListAsync(true, 10, null)).Groups).Count);
        Assert.Equal(ExceptionState.Open, (await world.Exceptions.FindAsync("quarantine:unmapped-customer~acme-9"))!.State);
    }

    [Fact]
    public async Task Actions_UnknownGroup_AnswerNull()
    {
        Assert.Null(await world.Quarantine.FindAsync("nothing"));
        Assert.Null(await world.Quarantine.ReplayAsync("nothing"));
        Assert.Null(await world.Quarantine.DiscardAsync("nothing", "reason"));
    }

    [Theory]
    [InlineData("acme-9", "unmapped-customer~acme-9")]
    [InlineData("a/b", "unmapped-customer~~c14cddc033f64b9dea80ea675cf280a0")]
    public void GroupOf_AnyCause_IsSafeInAnAddress(string cause, string group) =>
        Assert.Equal(group, QuarantineRows.GroupOf(QuarantineReason.UnmappedCustomer, cause));

    [Fact]
    public void Reasons_EachHasItsOwnCodeAndARemedy()
    {
        var reasons = Enum.GetValues<QuarantineReason>();
        Assert.Equal(reasons.Length, reasons.Select(QuarantineReasons.Code).Distinct().Count());
        Assert.All(reasons, reason => Assert.NotEmpty(QuarantineReasons.Remedy(reason)));
        Assert.All(reasons.Skip(1), reason => Assert.Equal(reason, QuarantineReasons.Parse(QuarantineReasons.Code(reason))));
    }

    [Fact]
    public async Task ConservationAsync_EventsNotIngested_AreListedAsGaps()
    {
        for (var at = 0; at < 10; at++)
        {
            var hub = world.Enqueue(Event($"{at}"));
            if (at is not (3 or 4 or 9))
            {
                await world.Ingest.IngestAsync("0", [hub]);
            }
        }

        var partition = Assert.Single(await world.Ledger.ConservationAsync());
        Assert.Equal((10L, 3L, true), (partition.Enqueued, partition.NotYetSeen, partition.Closes));
        Assert.Equal([new SequenceGap(3, 4)], partition.Gaps);
    }

    /// <summary>A batch whose quarantined events are kept already and whose outcomes are not in the ledger yet; their cause is gone.</summary>
    private (HubEvent Hub, Task Settling) Settling(out HeldStore held)
    {
        held = Hold("exceptions");
        var hub = world.Enqueue(Batch([Event("a", subject: "acme-9"), Event("b", subject: "acme-9")]));
        var settling = world.Ingest.IngestAsync("0", [hub]);
        Assert.Equal(1, held.Waiting);
        Map("acme-9");
        return (hub, settling);
    }

    private HeldStore Hold(string table)
    {
        var held = new HeldStore(new MemoryStore());
        held.Hold(table);
        world.Store = held;
        world.Build();
        return held;
    }

    private void Map(string alias) => world.ChangeCatalog(documents => documents with
    {
        Accounts = documents.Accounts.Replace(documents.Accounts[0], documents.Accounts[0] with { Aliases = documents.Accounts[0].Aliases.Add(alias) }),
    });

    private sealed class Collect(List<long> into) : IProgress<ReplayResult>
    {
        public void Report(ReplayResult value) => into.Add(value.Replayed);
    }
}
