using RevenueFunctions.Exceptions;
using RevenueFunctions.Ingest;
using RevenueFunctions.Ledger;
using RevenueFunctions.Operations;
using RevenueFunctions.Posting;
using RevenueFunctions.Reconciliation;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Tests.Unit.Operations;

/// <summary>A measurement says what is wrong, by how much and since when, and says so no more once it is mended.</summary>
public sealed class FabricMeasurementTests
{
    [Fact]
    public async Task Measure_NothingWrong_EveryAlertIsQuiet()
    {
        await using var fabric = await MeasuredFabric.StartAsync();
        await fabric.IngestAsync(fabric.Enqueue(5));
        var metrics = await fabric.MeasureAsync();
        Assert.Equal(FigureState.Ok, metrics.State);
        Assert.Equal(Enum.GetValues<AlertKey>(), metrics.Alerts.Select(alert => alert.Key));
        Assert.All(metrics.Alerts, alert => Assert.Equal((FigureState.Ok, 0m), (alert.State, alert.Value)));
        Assert.All(metrics.Sections, section => Assert.Equal((section.Name, FigureState.Ok), (section.Name, section.State)));
        Assert.Equal(1m, Value(metrics, InstrumentNames.IngestCompleteness));
    }

    [Fact]
    public async Task Measure_EventsInQuarantine_AreCountedByReasonUntilTheyAreDealtWith()
    {
        await using var fabric = await MeasuredFabric.StartAsync(1, ("Metrics:Quarantine", "2"));
        await fabric.IngestAsync([.. fabric.Enqueue(3, "stranger-1"), .. fabric.Enqueue(1, "stranger-2")]);
        await fabric.IngestAsync([fabric.Enqueue(1)[0] with { Body = "{"u8.ToArray() }]);

        var metrics = await fabric.MeasureAsync();
        Assert.Equal((4m, FigureState.Breach), Standing(metrics, InstrumentNames.QuarantineEvents, (InstrumentTags.Reason, "unmapped-customer")));
        Assert.Equal((1m, FigureState.Attention), Standing(metrics, InstrumentNames.QuarantineEvents, (InstrumentTags.Reason, "invalid-json")));
        Assert.Equal((2m, FigureState.Attention), Standing(metrics, InstrumentNames.CustomersUnmatched));
        Assert.Equal((3m, FigureState.Attention), Standing(metrics, InstrumentNames.ExceptionsOpen, (InstrumentTags.Kind, "quarantine")));
        var alert = metrics.Alerts.Single(one => one.Key == AlertKey.Quarantine);
        Assert.Equal((FigureState.Breach, 4m, 2m, "docs/operate.md#quarantine"), (alert.State, alert.Value, alert.Limit, alert.Runbook));

        foreach (var group in (await fabric.Get<Quarantine>().ListAsync(openOnly: true, 100, null)).Groups)
        {
            await fabric.Get<Quarantine>().DiscardAsync(group.Id, "not ours");
        }

        metrics = await fabric.MeasureAsync();
        Assert.Equal(FigureState.Ok, metrics.State);
        Assert.DoesNotContain(Figures(metrics), figure => figure.Name == InstrumentNames.QuarantineEvents);
        Assert.Equal(0m, Value(metrics, InstrumentNames.CustomersUnmatched));
    }

    [Fact]
    public async Task Measure_CaseOfAGroupSettledByAPerson_LeavesItsEventsOut()
    {
        await using var fabric = await MeasuredFabric.StartAsync();
        await fabric.IngestAsync(fabric.Enqueue(2, "stranger"));
        await fabric.Get<ExceptionStore>().ResolveAsync("quarantine:unmapped-customer~stranger", "They are left there.");
        var metrics = await fabric.MeasureAsync();
        Assert.Equal(FigureState.Ok, metrics.State);
        Assert.Equal(2, (await fabric.Get<Quarantine>().ListAsync(openOnly: true, 10, null)).Groups.Single().Count);
    }

    [Fact]
    public async Task Measure_EventsThatIngestHasNotSeen_AgeWithTheClockAndNotWithTheQuietBefore()
    {
        await using var fabric = await MeasuredFabric.StartAsync(1, ("Metrics:ConsumerLag", "00:10:00"));
        await fabric.IngestAsync(fabric.Enqueue(2));
        for (var minute = 0; minute < 8 * 60; minute++)
        {
            await fabric.PublishAsync();
            fabric.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var late = fabric.Enqueue(3);
        fabric.Clock.Advance(TimeSpan.FromSeconds(5));
        var metrics = await fabric.MeasureAsync();
        Assert.Equal(3m, Value(metrics, InstrumentNames.IngestNotYetSeen, (InstrumentTags.Partition, "0")));
        Assert.Equal((65m, FigureState.Ok), Standing(metrics, InstrumentNames.IngestLag, (InstrumentTags.Partition, "0")));

        for (var minute = 0; minute < 11; minute++)
        {
            await fabric.PublishAsync();
            fabric.Clock.Advance(TimeSpan.FromMinutes(1));
            fabric.Enqueue(1);
        }

        metrics = await fabric.MeasureAsync();
        Assert.Equal((725m, FigureState.Breach), Standing(metrics, InstrumentNames.IngestLag, (InstrumentTags.Partition, "0")));
        Assert.Equal(0m, Value(metrics, InstrumentNames.IngestLag, (InstrumentTags.Partition, "1")));
        Assert.True(Value(metrics, InstrumentNames.IngestCompleteness) is > 0.12m and < 0.13m);

        await fabric.IngestAsync(late);
        metrics = await fabric.MeasureAsync();
        Assert.InRange(Value(metrics, InstrumentNames.IngestLag, (InstrumentTags.Partition, "0")), 600m, 665m);
    }

    [Fact]
    public async Task Measure_OutcomesThatDoNotFitTheEvents_AreAGap()
    {
        await using var fabric = await MeasuredFabric.StartAsync();
        var events = fabric.Enqueue(5);
        await fabric.IngestAsync([events[0], events[1], events[4]]);
        var metrics = await fabric.MeasureAsync();
        Assert.Equal((2m, FigureState.Breach), Standing(metrics, InstrumentNames.ConservationGap, (InstrumentTags.Partition, "0")));

        await fabric.IngestAsync([events[2], events[3]]);
        Assert.Equal((0m, FigureState.Ok), Standing(await fabric.MeasureAsync(), InstrumentNames.ConservationGap, (InstrumentTags.Partition, "0")));
    }

    [Fact]
    public async Task Measure_PostingThatTheErpRefuses_WaitsAndBlocksItsLaneUntilSomebodyActs()
    {
        await using var fabric = await MeasuredFabric.StartAsync(1, ("Metrics:OldestWaitingPosting", "00:30:00"));
        var since = fabric.Clock.GetUtcNow();
        await fabric.Get<PostingLane>().EnqueueAsync(Entry("invoice:1"), null);
        fabric.Clock.Advance(TimeSpan.FromMinutes(20));
        var metrics = await fabric.MeasureAsync();
        Assert.Equal((1200m, FigureState.Attention), Standing(metrics, InstrumentNames.PostingOldestWaiting, (InstrumentTags.LegalEntity, "de01")));
        Assert.Equal(since, Find(metrics, InstrumentNames.PostingOldestWaiting, (InstrumentTags.LegalEntity, "de01")).Since);

        fabric.Get<LedgerFaults>().Add("de01", new LedgerFault(LedgerFaultKind.Reject, "The period is closed."));
        await fabric.DrainAsync();
        fabric.Clock.Advance(TimeSpan.FromMinutes(11));
        metrics = await fabric.MeasureAsync();
        Assert.Equal((1m, FigureState.Breach), Standing(metrics, InstrumentNames.PostingBlockedLanes));
        Assert.Equal((1860m, FigureState.Breach), Standing(metrics, InstrumentNames.PostingOldestWaiting, (InstrumentTags.LegalEntity, "de01")));
        Assert.Equal(1m, Value(metrics, InstrumentNames.ExceptionsOpen, (InstrumentTags.Kind, "posting")));

        await fabric.Get<LaneControl>().RetryAsync("de01", "mended", fabric);
        await fabric.DrainAsync();
        metrics = await fabric.MeasureAsync();
        Assert.Equal(FigureState.Ok, metrics.State);
        Assert.Equal(0m, Value(metrics, InstrumentNames.PostingOldestWaiting, (InstrumentTags.LegalEntity, "de01")));
    }

    [Fact]
    public async Task Measure_Breaks_AreCountedByTypeAndEntityUntilARunFindsThemNoMore()
    {
        await using var fabric = await MeasuredFabric.StartAsync();
        ReconciliationBreak[] found =
        [
            new(BreakKind.PostingMissing, "invoice:1", "invoice: 1", "books: 0", "missing"), new(BreakKind.PostingMissing, "invoice:2", "invoice: 1", "books: 0", "missing"),
            new(BreakKind.TrialBalance, "1200", "sum: 1", "balance: 2", "differs"),
        ];
        await fabric.Get<ReconciliationStore>().SaveAsync(new ReconciliationScope("us01"), fabric.Clock.GetUtcNow(), [], found, []);
        var metrics = await fabric.MeasureAsync();
        Assert.Equal((2m, FigureState.Breach), Standing(metrics, InstrumentNames.ReconciliationBreaks, (InstrumentTags.Type, "postingMissing"), (InstrumentTags.LegalEntity, "us01")));
        Assert.Equal(1m, Value(metrics, InstrumentNames.ReconciliationBreaks, (InstrumentTags.Type, "trialBalance"), (InstrumentTags.LegalEntity, "us01")));
        Assert.Equal(3m, Value(metrics, InstrumentNames.ExceptionsOpen, (InstrumentTags.Kind, "reconciliationBreak")));

        fabric.Clock.Advance(TimeSpan.FromMinutes(1));
        await fabric.Get<ReconciliationStore>().SaveAsync(new ReconciliationScope("us01"), fabric.Clock.GetUtcNow(), [], [], []);
        Assert.Equal(FigureState.Ok, (await fabric.MeasureAsync()).State);
    }

    [Fact]
    public async Task Measure_SagaThatDoesNotEnd_IsStuckAfterItsServiceLevelAndFailedOnceItIsUndone()
    {
        await using var fabric = await MeasuredFabric.StartAsync(3);
        var journal = fabric.Get<SagaJournal>();
        await journal.ClaimAsync("acme-0", "20261001", again: false);
        await journal.ClaimAsync("acme-1", "20261001", again: false);
        await journal.EndAsync(new SagaEnd("invoice:acme-1:20261001", "acme-1", "20261001", 1, SagaState.Completed));
        fabric.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal((1m, 1m), (Value(await fabric.MeasureAsync(), InstrumentNames.SagasStuck), Value(await fabric.MeasureAsync(), "periods.overdue")));

        fabric.Clock.Advance(TimeSpan.FromHours(1));
        var metrics = await fabric.MeasureAsync();
        var stuck = Find(metrics, InstrumentNames.SagasStuck);
        Assert.Equal((2m, FigureState.Breach, MeasuredFabric.Start.AddHours(-1)), (stuck.Value, stuck.State, stuck.Since));
        Assert.Equal("/api/v1/sagas/invoice%3Aacme-0%3A20261001", stuck.Act);
        Assert.Equal((1m, FigureState.Attention), Standing(metrics, "periods.overdue"));

        await fabric.Get<SagaDesk>().EndAsync(new SagaEnd("invoice:acme-0:20261001", "acme-0", "20261001", 1, SagaState.Compensated, Code: "aborted"));
        metrics = await fabric.MeasureAsync();
        Assert.Equal((1m, 1m), (Value(metrics, InstrumentNames.SagasStuck), Value(metrics, InstrumentNames.SagasFailed)));
        Assert.Equal(FigureState.Breach, metrics.Alerts.Single(alert => alert.Key == AlertKey.SagasFailed).State);

        await fabric.Get<ExceptionStore>().ResolveAsync("saga:invoice:acme-0:20261001:1:compensated", "closed again");
        Assert.Equal(0m, Value(await fabric.MeasureAsync(), InstrumentNames.SagasFailed));
    }

    [Fact]
    public async Task Measure_ClosingThatNeverStarts_RingsAfterTheServiceLevel()
    {
        await using var fabric = await MeasuredFabric.StartAsync(3);
        fabric.Clock.Advance(TimeSpan.FromHours(3) - TimeSpan.FromSeconds(1));
        Assert.Equal(FigureState.Ok, (await fabric.MeasureAsync()).State);

        fabric.Clock.Advance(TimeSpan.FromSeconds(1));
        var metrics = await fabric.MeasureAsync();
        var stuck = Find(metrics, InstrumentNames.SagasStuck);
        Assert.Equal((3m, FigureState.Breach, MeasuredFabric.Start.AddHours(-1), "/api/v1/periods/close"), (stuck.Value, stuck.State, stuck.Since, stuck.Act));
        Assert.Equal((3m, FigureState.Attention), Standing(metrics, "periods.overdue"));
        Assert.Equal((FigureState.Breach, 3m), metrics.Alerts.Where(alert => alert.Key == AlertKey.SagasStuck).Select(alert => (alert.State, alert.Value)).Single());

        foreach (var account in new[] { "acme-0", "acme-1", "acme-2" })
        {
            await fabric.Get<SagaJournal>().ClaimAsync(account, "20261001", again: false);
        }

        metrics = await fabric.MeasureAsync();
        Assert.Equal((0m, 0m, FigureState.Ok), (Value(metrics, InstrumentNames.SagasStuck), Value(metrics, "periods.overdue"), metrics.State));
    }

    [Fact]
    public async Task Measure_HubThatDoesNotAnswer_MeasuresTheRestAndSaysSo()
    {
        await using var fabric = await MeasuredFabric.StartAsync();
        await fabric.IngestAsync(fabric.Enqueue(3, "stranger"));
        await fabric.PublishAsync();
        foreach (var outage in new Exception[] { new MessagingUnavailableException("The hub is away."), new TimeoutException("The hub is away."), new StorageUnavailableException("The hub is away.") })
        {
            fabric.HubFailure = outage;
            await fabric.PublishAsync();
            var seen = fabric.Meters.Observe();
            Assert.Contains(seen, reading => reading.Instrument == InstrumentNames.QuarantineEvents && reading.Value == 3);
            Assert.DoesNotContain(seen, reading => reading.Instrument.StartsWith("revenue.ingest.", StringComparison.Ordinal) || reading.Instrument == InstrumentNames.ConservationGap);

            var metrics = await fabric.Get<FabricMeasurement>().SummarizeAsync();
            var section = metrics.Sections.Single(one => one.Name == "ingest");
            Assert.Equal((FigureState.Attention, 0), (section.State, section.Figures.Count));
            Assert.StartsWith("The usage hub did not answer", section.Note, StringComparison.Ordinal);
            Assert.Contains(InstrumentNames.IngestLag, section.NotMeasured!);
            Assert.Equal([AlertKey.ConservationGap, AlertKey.ConsumerLag], metrics.Alerts.Where(alert => alert.State == FigureState.Attention && alert.Value == 0m).Select(alert => alert.Key).OrderBy(key => $"{key}", StringComparer.Ordinal));
        }

        fabric.HubFailure = new InvalidOperationException("A mistake of ours.");
        await Assert.ThrowsAsync<InvalidOperationException>(fabric.MeasureAsync);
        fabric.HubFailure = null;
        await fabric.PublishAsync();
        Assert.Contains(fabric.Meters.Observe(), reading => reading.Instrument == InstrumentNames.IngestCompleteness && reading.Value == 1);
    }

    [Fact]
    public async Task Measure_AfterNobodyMeasuredForAWhile_AFreshEventIsFresh()
    {
        await using var fabric = await MeasuredFabric.StartAsync();
        await fabric.IngestAsync(fabric.Enqueue(1));
        await fabric.PublishAsync();
        for (var minute = 0; minute < 20; minute++)
        {
            fabric.Clock.Advance(TimeSpan.FromMinutes(1));
            await fabric.IngestAsync(fabric.Enqueue(1));
        }

        fabric.Clock.Advance(TimeSpan.FromSeconds(20));
        fabric.Enqueue(1);
        fabric.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal((25m, FigureState.Ok), Standing(await fabric.MeasureAsync(), InstrumentNames.IngestLag, (InstrumentTags.Partition, "0")));
    }

    [Fact]
    public async Task Summarize_InvoicesOfSeveralPeriods_AreThoseOfTheNewest()
    {
        await using var fabric = await MeasuredFabric.StartAsync();
        await fabric.IngestAsync(fabric.Enqueue(3));
        await IssueAsync(fabric, "20261001");
        fabric.Clock.Advance(TimeSpan.FromDays(31));
        await fabric.IngestAsync(fabric.Enqueue(3));
        await IssueAsync(fabric, "20261101");
        (string, string) entity = (InstrumentTags.LegalEntity, "de01");
        Assert.Equal(93_600m, Value(await fabric.Get<FabricMeasurement>().SummarizeAsync(), "invoices.latency_median", entity));

        fabric.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Equal(93_600m, Value(await fabric.Get<FabricMeasurement>().SummarizeAsync(), "invoices.latency_median", entity));
    }

    [Fact]
    public async Task Measure_OldestCase_IsABreachAfterItsLimit()
    {
        await using var fabric = await MeasuredFabric.StartAsync(1, ("Metrics:OldestException", "02:00:00"));
        await fabric.IngestAsync(fabric.Enqueue(1, "stranger"));
        fabric.Clock.Advance(TimeSpan.FromMinutes(90));
        Assert.Equal((5400m, FigureState.Attention), Standing(await fabric.MeasureAsync(), InstrumentNames.ExceptionsOldest));
        fabric.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal((7260m, FigureState.Breach), Standing(await fabric.MeasureAsync(), InstrumentNames.ExceptionsOldest));
    }

    [Fact]
    public async Task Summarize_WorkOfTheLastMonths_SaysHowLongItTook()
    {
        await using var fabric = await MeasuredFabric.StartAsync();
        Assert.Empty((await fabric.Get<FabricMeasurement>().SummarizeAsync()).Sections.Single(section => section.Name == "recent").Figures);
        for (var at = 0; at < 120; at++)
        {
            await fabric.Get<PostingLane>().EnqueueAsync(Entry($"invoice:{at}"), null);
        }

        fabric.Clock.Advance(TimeSpan.FromSeconds(90));
        await fabric.DrainAsync();
        await fabric.IngestAsync(fabric.Enqueue(3));
        await IssueAsync(fabric, "20261001");

        var metrics = await fabric.Get<FabricMeasurement>().SummarizeAsync();
        (string, string) entity = (InstrumentTags.LegalEntity, "de01");
        Assert.Equal((7290m, 7290m), (Value(metrics, "invoices.latency_median", entity), Value(metrics, "invoices.latency_95", entity)));
        Assert.Equal((1m, 90m), (Value(metrics, "postings.posted", entity), Value(metrics, "postings.latency_95", entity)));
    }

    [Fact]
    public async Task Measure_ManyAccountsAndMuchUsage_CostsNoMoreReadsThanFew()
    {
        await using var few = await MeasuredFabric.StartAsync(1);
        await using var many = await MeasuredFabric.StartAsync(400);
        for (var batch = 0; batch < 5; batch++)
        {
            await many.IngestAsync(many.Enqueue(200));
        }

        // Cases, marks of the hub, totals of two partitions, names of lanes, breaks, marks of accounts.
        Assert.Equal((7, 7), (await ReadsAsync(few), await ReadsAsync(many)));

        // A lane has its two rows and the entry that waits; a group of events in quarantine has one.
        await many.Get<PostingLane>().EnqueueAsync(Entry("invoice:1"), null);
        await many.IngestAsync([.. many.Enqueue(1, "stranger-1"), .. many.Enqueue(1, "stranger-2")]);
        Assert.Equal(7 + 3 + 2, await ReadsAsync(many));
    }

    private static async Task IssueAsync(MeasuredFabric fabric, string period)
    {
        var steps = fabric.Get<InvoiceSteps>();
        var input = new StepInput($"invoice:acme-0:{period}", "acme-0", period, 1, 1);
        await steps.FreezeAsync(input, CancellationToken.None);
        await steps.IssueAsync(input with { InvoiceId = (await steps.RateAsync(input, CancellationToken.None)).Value }, CancellationToken.None);
    }

    private static async Task<int> ReadsAsync(MeasuredFabric fabric)
    {
        await fabric.MeasureAsync();
        fabric.Store.Reset();
        await fabric.MeasureAsync();
        Assert.Equal(0, fabric.Store.Commits);
        return fabric.Store.Reads;
    }

    private static JournalEntry Entry(string key) => new(
        key, "de01", new DateOnly(2026, 11, 1), "EUR", key, [new JournalLine("1200", 100m, 0m, "acme"), new JournalLine("4000", 0m, 100m, Product: "api", InvoiceLines: [1])]);

    private static IEnumerable<Figure> Figures(FabricMetrics metrics) => metrics.Sections.SelectMany(section => section.Figures);

    private static Figure Find(FabricMetrics metrics, string name, params (string Name, string Value)[] tags) =>
        Figures(metrics).Single(figure => figure.Name == name && tags.All(tag => figure.Of!.GetValueOrDefault(tag.Name) == tag.Value));

    private static decimal Value(FabricMetrics metrics, string name, params (string Name, string Value)[] tags) => Find(metrics, name, tags).Value;

    private static (decimal Value, FigureState State) Standing(FabricMetrics metrics, string name, params (string Name, string Value)[] tags) =>
        (Find(metrics, name, tags).Value, Find(metrics, name, tags).State);
}
