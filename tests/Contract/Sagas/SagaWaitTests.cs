using Microsoft.DurableTask;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Ledger;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Sagas;
using RevenueFunctions.Tests.Contract.Durable;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>That a saga's history stays small, however long it waits, however often it is rung, and whatever its steps answer.</summary>
public sealed class SagaWaitTests
{
    private const int EventsOfALongWait = 1_500;
    private const int BytesOfALongWait = 256 * 1024;
    private const int EventsOfARing = 11;

    private static readonly TimeSpan NinetyDays = TimeSpan.FromDays(90);

    private SagaAnswer? answer;
    private StepOutcome posting = StepOutcome.Waiting("Its lane stands still.");
    private int replays;

    [Fact]
    public async Task Wait_NobodyAnswersFor90Days_HistoryAndReplaysStayBounded()
    {
        var bench = Saga(rated: StepOutcome.NeedsPerson("no-tax-table", "Add it to the catalog and retry."));
        await WaitAsync(bench);

        await AssertBoundedAsync(bench);
        answer = new SagaAnswer(SagaAction.Abort, "Stored, and never rung.", bench.Clock.GetUtcNow());
        Assert.Equal(SagaState.Compensated, (await EndAsync(bench)).State);
    }

    [Fact]
    public async Task Wait_PostingTakes90Days_HistoryAndReplaysStayBounded()
    {
        var bench = Saga();
        await WaitAsync(bench);

        await AssertBoundedAsync(bench);
        posting = StepOutcome.Done("de01-000000001");
        Assert.Equal(SagaState.Completed, (await EndAsync(bench)).State);
    }

    [Fact]
    public async Task Wait_RungOverAndOver_EachRingCostsOneLook()
    {
        var bench = Saga();
        await WaitAsync(bench, TimeSpan.FromDays(1));
        var before = await bench.Engine.ReadHistoryAsync(FabricBench.SagaId);
        for (var ring = 0; ring < 100; ring++)
        {
            await bench.Client.RaiseEventAsync(FabricBench.SagaId, SagaEvents.PostingSettled);
            await bench.StepAsync();
        }

        var after = await bench.Engine.ReadHistoryAsync(FabricBench.SagaId);
        Assert.InRange(after.Count - before.Count, 100, 100 * EventsOfARing);
        Assert.Equal(bench.Clock.GetUtcNow().UtcDateTime + TimeSpan.FromDays(0.05), after.Last(one => one.EventType == HistoryEventType.TimerCreated).FireAt);
    }

    [Fact]
    public async Task Wait_ClockIsSetBack_LooksAgainAfterAWhileAndNotWithoutAPause()
    {
        var bench = Saga();
        await WaitAsync(bench, TimeSpan.FromMinutes(10));
        var before = await bench.Engine.ReadHistoryAsync(FabricBench.SagaId);
        bench.Clock.SetUtcNow(DurableBench.Begin - TimeSpan.FromMinutes(50));
        await bench.Client.RaiseEventAsync(FabricBench.SagaId, SagaEvents.PostingSettled);

        // Item by item: a look that is due at once would be followed by the next one without end.
        for (var items = 0; items < 20 && bench.Engine.TryTake() is { } item; items++)
        {
            await item.RunAsync(CancellationToken.None);
        }

        var after = await bench.Engine.ReadHistoryAsync(FabricBench.SagaId);
        Assert.InRange(after.Count - before.Count, 1, EventsOfARing);
        Assert.Equal(bench.Clock.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(30), after.Last(one => one.EventType == HistoryEventType.TimerCreated).FireAt);
    }

    /// <summary>The whole fabric: the sweep comes by the lane every five minutes.</summary>
    [Fact]
    public async Task Wait_LaneStandsStillForAWeek_SagaIsNotRungByEverySweep()
    {
        await using var scene = await SagaScene.SetAsync();
        scene.Ledger(LedgerFaultKind.Reject);
        await scene.CloseAsync();
        var until = scene.Bench.Clock.GetUtcNow() + TimeSpan.FromDays(7);

        await scene.Bench.RunUntilAsync(() => Task.FromResult(scene.Bench.Clock.GetUtcNow() >= until), TimeSpan.FromDays(8));

        Assert.InRange((await scene.Engine.ReadHistoryAsync(FabricBench.SagaId)).Count, 300, 900);
        await scene.Bench.ResolveAsync((await scene.ToCaseAsync("scripted-rejection")).Id, ResolveAction.Retry);
        await scene.Bench.SettleAsync();
        Assert.Equal(InstanceStatus.Completed, (await scene.Engine.FindAsync(FabricBench.SagaId))!.Status);
    }

    [Fact]
    public async Task Payload_StepAnswersFiveMegabytes_BecomesAQuestionAndNotAPartOfTheHistory()
    {
        var bench = Saga(rated: StepOutcome.Done(new string('x', 5_000_000)));
        await bench.StartAsync(nameof(InvoiceSaga), new SagaInput(FabricBench.Account, FabricBench.Period), FabricBench.SagaId);
        await bench.StepAsync();

        var asked = DurableJson.Converter.Deserialize<SagaStatus>((await bench.StateAsync(FabricBench.SagaId)).CustomStatus)!;
        Assert.Matches("The result of activity 'RateUsage' has 5,000,[0-9]{3} bytes, the limit is 1,048,576: store the document and return its id.", asked.Waits);
        Assert.InRange(HistoryJson.Write(await bench.Engine.ReadHistoryAsync(FabricBench.SagaId)).Length, 1, 8_000);
    }

    [Fact]
    public void Payload_RecordedOnAnyPath_IsIdsAndShortTexts() => Assert.All(HistoryFiles.Names, name =>
        Assert.All(HistoryFiles.Read(name), one => Assert.InRange(Math.Max(one.Input?.Length ?? 0, one.Result?.Length ?? 0), 0, 1_024)));

    /// <summary>The saga alone, on the engine: its steps answer at once.</summary>
    private DurableBench Saga(StepOutcome? rated = null)
    {
        var bench = new DurableBench(configure: options => options with { DefaultVersion = HostJson.DefaultVersion })
            .Orchestrator(nameof(InvoiceSaga), CountedAsync);
        foreach (var activity in typeof(InvoiceActivities).GetMethods().Where(method => method.ReturnType == typeof(Task<StepOutcome>)))
        {
            bench.Activity(activity.Name, _ => StepOutcome.Done("done"));
        }

        return bench
            .Activity(nameof(InvoiceActivities.RateUsage), _ => rated ?? StepOutcome.Done("acme:20261001"))
            .Activity(nameof(InvoiceActivities.PostInvoice), _ => posting)
            .Activity(nameof(SagaActivities.AskPerson), _ => null)
            .Activity(nameof(SagaActivities.ReadAnswer), _ => answer)
            .Activity(nameof(SagaActivities.EscalateQuestion), _ => null)
            .Activity(nameof(SagaActivities.EndSaga), _ => null);
    }

    private async Task<object?> CountedAsync(TaskOrchestrationContext context)
    {
        replays++;
        return await InvoiceSaga.Run(context);
    }

    private static async Task WaitAsync(DurableBench bench, TimeSpan? wait = null)
    {
        await bench.StartAsync(nameof(InvoiceSaga), new SagaInput(FabricBench.Account, FabricBench.Period), FabricBench.SagaId);
        await bench.StepAsync();
        var until = bench.Clock.GetUtcNow() + (wait ?? NinetyDays);
        while (bench.Engine.NextDue is { } due && due <= until)
        {
            bench.Clock.SetUtcNow(due);
            await bench.StepAsync();
        }

        bench.Clock.SetUtcNow(until);
    }

    private async Task AssertBoundedAsync(DurableBench bench)
    {
        var history = await bench.Engine.ReadHistoryAsync(FabricBench.SagaId);
        var size = $"{history.Count} events, {HistoryJson.Write(history).Length} bytes, {replays} replays";
        Assert.True(history.Count is > EventsOfALongWait / 2 and <= EventsOfALongWait, size);
        Assert.True(HistoryJson.Write(history).Length <= BytesOfALongWait, size);

        // Each replay plays no more events than the history has: this bounds all work that the wait has cost.
        Assert.True(replays <= EventsOfALongWait / 3, size);
        Assert.Empty(await bench.Engine.FindMismatchesAsync());
        await bench.RestartAsync();
        Assert.Empty(await bench.Engine.FindMismatchesAsync());
    }

    /// <summary>Nobody rings: what came is found by a look, at most a day later.</summary>
    private static async Task<SagaEnd> EndAsync(DurableBench bench)
    {
        Assert.InRange(bench.Engine.NextDue!.Value - bench.Clock.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromDays(1));
        bench.Clock.SetUtcNow(bench.Engine.NextDue!.Value);
        await bench.StepAsync();
        return DurableJson.Converter.Deserialize<SagaEnd>((await bench.StateAsync(FabricBench.SagaId)).Output)!;
    }
}
