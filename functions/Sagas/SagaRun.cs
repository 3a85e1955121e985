using Microsoft.DurableTask;
using RevenueFunctions.Posting;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Functions.Sagas;

/// <summary>
/// One run of a saga inside its orchestrator: calls steps, waits for what they started, asks people, and remembers what to undo.
/// Orchestrator code: time comes from the context, everything else from activities.
/// </summary>
internal sealed class SagaRun(TaskOrchestrationContext context, SagaInput input)
{
    private static readonly string[] Outages =
        [typeof(StorageUnavailableException).FullName!, typeof(MessagingUnavailableException).FullName!, typeof(ErpUnavailableException).FullName!, typeof(TimeoutException).FullName!];

    // Outages only: a bug does not mend itself, it becomes a question to a person.
    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(
        new RetryPolicy(12, TimeSpan.FromSeconds(1), 2, TimeSpan.FromMinutes(5)) { HandleFailure = failure => Outages.Contains(failure.ErrorType) });

    private readonly SagaWaits settled = new(context, SagaEvents.PostingSettled);
    private readonly SagaQuestions questions = new(context, input, Retry);
    private readonly Stack<string> undo = new();
    private int steps;

    /// <summary>The invoice, once there is one.</summary>
    public string? InvoiceId { get; set; }

    /// <summary>
    /// Takes a step. Its compensation is remembered before it is called, because a step that fails half-way has to be undone as well.
    /// Answers done, skipped, or failed for good.
    /// </summary>
    public Task<StepOutcome> StepAsync(string activity, string? compensation = null)
    {
        if (compensation is not null)
        {
            undo.Push(compensation);
        }

        return CallAsync(activity, compensating: false);
    }

    /// <summary>Undoes the steps taken, the last one first.</summary>
    public async Task CompensateAsync()
    {
        while (undo.TryPop(out var compensation))
        {
            await CallAsync(compensation, compensating: true);
        }
    }

    /// <summary>Records the end and answers it.</summary>
    public async Task<SagaEnd> EndAsync(StepOutcome? failure)
    {
        var end = new SagaEnd(
            context.InstanceId, input.AccountId, input.PeriodKey, input.Run,
            failure is null ? SagaState.Completed : SagaState.Compensated, InvoiceId, failure?.Code, failure?.Message);
        await context.CallActivityAsync(nameof(SagaActivities.EndSaga), end, Retry);
        context.SetCustomStatus(new SagaStatus(end.State.ToString()));
        return end;
    }

    private async Task<StepOutcome> CallAsync(string activity, bool compensating)
    {
        var step = new StepInput(
            context.InstanceId, input.AccountId, input.PeriodKey, input.Run, ++steps, InvoiceId, 0, new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero));
        var outcome = await SettleAsync(activity, step, compensating);

        // A compensation never gives up by itself: what cannot be undone is a person's decision too.
        while (outcome.Result == StepResult.NeedsPerson || (compensating && outcome.Result == StepResult.Failed))
        {
            var answer = await questions.AskAsync(activity, outcome, compensating);
            if (answer != SagaAction.Retry)
            {
                var result = answer == SagaAction.Abort && !compensating ? StepResult.Failed : StepResult.Skipped;
                return outcome with { Result = result };
            }

            step = step with { Retries = step.Retries + 1 };
            outcome = await SettleAsync(activity, step, compensating);
        }

        return outcome;
    }

    /// <summary>Calls the step until what it started is settled: each call looks, each ring says that looking may help.</summary>
    private async Task<StepOutcome> SettleAsync(string activity, StepInput step, bool compensating)
    {
        context.SetCustomStatus(new SagaStatus(activity, Compensating: compensating));
        var outcome = await TryAsync(activity, step);
        settled.Begin();
        while (outcome.Result == StepResult.Waiting)
        {
            context.SetCustomStatus(new SagaStatus(activity, outcome.Message, Compensating: compensating));
            await settled.NextAsync();
            outcome = await TryAsync(activity, step);
        }

        return outcome;
    }

    private async Task<StepOutcome> TryAsync(string activity, StepInput step)
    {
        try
        {
            return await context.CallActivityAsync<StepOutcome>(activity, step, Retry);
        }
        catch (TaskFailedException failed)
        {
            return StepOutcome.NeedsPerson("step-failed", $"{failed.FailureDetails.ErrorType}: {failed.FailureDetails.ErrorMessage}");
        }
    }
}
