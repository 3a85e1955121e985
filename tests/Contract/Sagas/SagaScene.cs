using RevenueFunctions.Catalog;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Ledger;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Posting;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>The stage on which a saga is led along a path: the whole fabric, a script for its activities, and what people do meanwhile.</summary>
internal sealed class SagaScene : IAsyncDisposable
{
    private SagaScene(FabricBench bench, StepScript script)
    {
        Bench = bench;
        Script = script;
    }

    public FabricBench Bench { get; }

    public StepScript Script { get; }

    public DurableEngine Engine => Bench.Get<DurableEngine>();

    public static async Task<SagaScene> SetAsync()
    {
        var script = new StepScript();
        return new SagaScene(await FabricBench.StartAsync(new MemoryStore(), configure: script.Register), script);
    }

    /// <summary>Leads a saga along the path and answers the history that it leaves.</summary>
    public static async Task<IReadOnlyList<HistoryEvent>> RecordAsync(SagaPath path)
    {
        await using var scene = await SetAsync();
        await path.Play(scene);
        await scene.ToTheEndAsync();

        // Where the code stood that threw is of no interest to a replay, and differs from machine to machine.
        return [.. (await scene.Engine.ReadHistoryAsync(FabricBench.SagaId)).Select(one => one.Failure is { } failure ? one with { Failure = WithoutStack(failure) } : one)];
    }

    /// <summary>Some usage, and the saga started but not stepped.</summary>
    public async Task CloseAsync(CatalogDocuments? catalog = null, int events = 4)
    {
        await Bench.LoadAsync(catalog ?? FabricBench.Catalog());
        await Bench.IngestAsync(events);
        await Bench.CloseAsync();
    }

    /// <summary>The same, where nothing is to be charged.</summary>
    public Task CloseNothingToChargeAsync()
    {
        var catalog = FabricBench.Catalog();
        return CloseAsync(catalog with { Plans = [catalog.Plans[0] with { RateCards = [catalog.Plans[0].RateCards[1]] }] }, events: 0);
    }

    /// <summary>Runs until the saga asks, and answers.</summary>
    public async Task AnswerAsync(ResolveAction action) => await Bench.ResolveAsync((await ToQuestionAsync()).Id, action);

    /// <summary>Runs until the saga asks.</summary>
    public async Task<ExceptionCase> ToQuestionAsync()
    {
        ExceptionCase? asked = null;
        await Bench.RunUntilAsync(async () => (asked = await QuestionAsync()) is not null);
        return asked!;
    }

    /// <summary>Runs until a case with the code is open.</summary>
    public async Task<ExceptionCase> ToCaseAsync(string code)
    {
        ExceptionCase? found = null;
        await Bench.RunUntilAsync(async () => (found = (await Bench.OpenCasesAsync()).FirstOrDefault(one => one.Code == code)) is not null);
        return found!;
    }

    /// <summary>Runs until the saga has ended. What it asks on the way is skipped.</summary>
    public async Task ToTheEndAsync()
    {
        ExceptionCase? asked = null;
        do
        {
            await Bench.RunUntilAsync(async () => (asked = await QuestionAsync()) is not null || await HasEndedAsync(), TimeSpan.FromDays(10));
            if (asked is not null)
            {
                await Bench.ResolveAsync(asked.Id, ResolveAction.Skip);
            }
        }
        while (!await HasEndedAsync());
    }

    /// <summary>Steps work item by work item until something holds.</summary>
    public async Task StepUntilAsync(Func<Task<bool>> holds)
    {
        while (!await holds())
        {
            Assert.True(await Bench.StepAsync(), "Nothing is left to step, and what was waited for did not come.");
        }
    }

    public void Ledger(LedgerFaultKind fault, int times = 1) => Bench.Get<LedgerFaults>().Add("de01", new LedgerFault(fault), times);

    /// <summary>Drains the lane behind the saga's back, as if the ring had been lost.</summary>
    public async Task DrainUnheardAsync()
    {
        await StepUntilAsync(async () => (await Bench.Get<PostingLane>().StatusAsync("de01")).Waiting > 0);
        await Bench.Get<PostingLaneWorker>().DrainAsync("de01", "unheard", new DeafDoorbell(), CancellationToken.None);
    }

    public ValueTask DisposeAsync() => Bench.DisposeAsync();

    private async Task<ExceptionCase?> QuestionAsync() =>
        (await Bench.OpenCasesAsync()).FirstOrDefault(SagaDesk.IsQuestion);

    private async Task<bool> HasEndedAsync() => (await Engine.FindAsync(FabricBench.SagaId))?.HasEnded == true;

    private static DurableFailure WithoutStack(DurableFailure failure) =>
        failure with { StackTrace = null, InnerFailure = failure.InnerFailure is { } inner ? WithoutStack(inner) : null };

    private sealed class DeafDoorbell : ISagaDoorbell
    {
        public Task RingAsync(string sagaId, string eventName, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
