using RevenueFunctions.Exceptions;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>Sagas that ask people, and how the answers reach them.</summary>
internal static partial class SagaPaths
{
    private const string QuestionAboutRating = $"saga:{FabricBench.SagaId}:1:RateUsage-1";

    private static IEnumerable<SagaPath> Questions =>
    [
        new("question-asked-again", async scene =>
        {
            await AskingAsync(scene, questions: 3);
            await scene.AnswerAsync(ResolveAction.Retry);
            await scene.AnswerAsync(ResolveAction.Retry);
            await scene.AnswerAsync(ResolveAction.Retry);
        }),
        new("question-ring-lost", async scene =>
        {
            await AskingAsync(scene);
            await scene.ToQuestionAsync();
            await scene.Bench.Get<SagaJournal>().AnswerAsync(FabricBench.SagaId, QuestionAboutRating, SagaAction.Retry, "Stored, and never rung.");
        }),
        new("question-ring-early-and-doubled", async scene =>
        {
            await AskingAsync(scene);
            await scene.Bench.Client.RaiseEventAsync(FabricBench.SagaId, SagaEvents.Resolved);
            await scene.Bench.Client.RaiseEventAsync(FabricBench.SagaId, SagaEvents.Resolved);
            await scene.AnswerAsync(ResolveAction.Retry);
            await scene.Bench.Client.RaiseEventAsync(FabricBench.SagaId, SagaEvents.Resolved);
        }),
        new("question-answered-before-it-is-asked", async scene =>
        {
            await AskingAsync(scene);
            await scene.Bench.Get<SagaJournal>().AnswerAsync(FabricBench.SagaId, QuestionAboutRating, SagaAction.Retry, "By the run before, which failed.");
        }),
        new("question-escalated", async scene =>
        {
            await AskingAsync(scene);
            await scene.ToCaseAsync("service-level-missed");
            await scene.AnswerAsync(ResolveAction.Retry);
        }),
        new("question-under-outages", async scene =>
        {
            scene.Script
                .Outage(nameof(SagaActivities.AskPerson)).Outage(nameof(SagaActivities.ReadAnswer))
                .Outage(nameof(SagaActivities.EscalateQuestion)).Outage(nameof(SagaActivities.EndSaga));
            await AskingAsync(scene);
            await scene.ToCaseAsync("service-level-missed");
            await scene.AnswerAsync(ResolveAction.Abort);
        }),
        new("outage-outlasts-the-retries", async scene =>
        {
            scene.Script.Outage(nameof(InvoiceActivities.FreezeUsage), 12);
            await scene.CloseAsync();
            await scene.AnswerAsync(ResolveAction.Retry);
        }),
    ];

    private static Task AskingAsync(SagaScene scene, int questions = 1)
    {
        for (var asked = 0; asked < questions; asked++)
        {
            scene.Script.Answer(nameof(InvoiceActivities.RateUsage), Asks);
        }

        return scene.CloseAsync();
    }
}
