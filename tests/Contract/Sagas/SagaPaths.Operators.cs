using Microsoft.DurableTask;
using RevenueFunctions.Functions.Sagas;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>Sagas that fail as instances, because what they cannot do without threw, and what operators do with the engine's own API.</summary>
internal static partial class SagaPaths
{
    private static IEnumerable<SagaPath> Operators =>
    [
        new("failed-without-an-input", scene =>
            scene.Bench.Client.ScheduleNewOrchestrationInstanceAsync(nameof(InvoiceSaga), null, new StartOrchestrationOptions(FabricBench.SagaId))),
        new("failed-asking", scene =>
        {
            scene.Script.Bug(nameof(SagaActivities.AskPerson));
            return AskingAsync(scene);
        }),
        new("failed-reading-the-answer", scene =>
        {
            scene.Script.Bug(nameof(SagaActivities.ReadAnswer));
            return AskingAsync(scene);
        }),
        new("failed-escalating", async scene =>
        {
            scene.Script.Bug(nameof(SagaActivities.EscalateQuestion));
            await AskingAsync(scene);
            await scene.Bench.RunToTheEndAsync();
        }),
        new("failed-ending", scene =>
        {
            scene.Script.Bug(nameof(SagaActivities.EndSaga));
            return scene.CloseAsync();
        }),
        new("failed-ending-then-rewound", async scene =>
        {
            scene.Script.Bug(nameof(SagaActivities.EndSaga));
            await scene.CloseAsync();
            await scene.Bench.RunToTheEndAsync();
            await scene.Engine.RewindAsync(FabricBench.SagaId, "Mended.");
        }),
        new("suspended-then-resumed", async scene =>
        {
            await AskingAsync(scene);
            await scene.Bench.ResolveAsync((await scene.ToQuestionAsync()).Id, Exceptions.ResolveAction.Retry);
            await scene.Engine.SuspendAsync(FabricBench.SagaId, "Hold on.");
            await scene.Bench.SettleAsync();
            await scene.Engine.ResumeAsync(FabricBench.SagaId, "Go on.");
        }),
        new("terminated", async scene =>
        {
            await AskingAsync(scene);
            await scene.ToQuestionAsync();
            await scene.Engine.TerminateAsync(FabricBench.SagaId, null);
        }),
    ];
}
