using System.Globalization;
using Microsoft.DurableTask;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Functions.Sagas;

/// <summary>
/// Asks a person: raises an exception case, waits for the answer, and escalates when nobody answers in time. The answer is stored before
/// the event is raised; the event only says that it is worth looking.
/// </summary>
internal sealed class SagaQuestions(TaskOrchestrationContext context, SagaInput input, TaskOptions retry)
{
    private static readonly TimeSpan ServiceLevel = TimeSpan.FromHours(24);

    private readonly SagaWaits resolved = new(context, SagaEvents.Resolved);
    private readonly Dictionary<string, int> askedOfStep = new(StringComparer.Ordinal);
    private int asked;

    /// <summary>Asks what to do about a step that is not done.</summary>
    public async Task<SagaAction> AskAsync(string step, StepOutcome outcome, bool compensating)
    {
        var caseId = CaseId(step);
        var question = new SagaQuestion(caseId, context.InstanceId, step, outcome.Code ?? "step-failed", outcome.Message ?? string.Empty);
        await context.CallActivityAsync(nameof(SagaActivities.AskPerson), question, retry);
        context.SetCustomStatus(new SagaStatus(step, outcome.Message, caseId, compensating));

        resolved.Begin();
        DateTime? escalateAt = context.CurrentUtcDateTime + ServiceLevel;
        var answer = await ReadAsync(question);
        while (answer is null)
        {
            if (context.CurrentUtcDateTime >= escalateAt)
            {
                await context.CallActivityAsync(nameof(SagaActivities.EscalateQuestion), question, retry);
                escalateAt = null;
            }

            await resolved.NextAsync(escalateAt);
            answer = await ReadAsync(question);
        }

        return answer.Action;
    }

    /// <summary>
    /// One for each question of the run. An instance that was started again finds its cases and their answers under the same ids, and only
    /// those that were about the same step.
    /// </summary>
    private string CaseId(string step)
    {
        var ofStep = askedOfStep[step] = askedOfStep.GetValueOrDefault(step) + 1;
        return SagaVersions.QuestionsNameTheirStep(context)
            ? string.Create(CultureInfo.InvariantCulture, $"saga:{context.InstanceId}:{input.Run}:{step}-{ofStep}")
            : string.Create(CultureInfo.InvariantCulture, $"saga:{context.InstanceId}:{input.Run}:{++asked}");
    }

    private Task<SagaAnswer?> ReadAsync(SagaQuestion question) =>
        context.CallActivityAsync<SagaAnswer?>(nameof(SagaActivities.ReadAnswer), question, retry);
}
