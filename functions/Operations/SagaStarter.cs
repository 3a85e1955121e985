using System.Diagnostics;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Operations;
using RevenueFunctions.Sagas;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Functions.Operations;

/// <summary>Starts invoice sagas, at most one for each account and period.</summary>
public sealed class SagaStarter(SagaJournal journal, SagaDesk desk, TaskHub taskHub, FabricTracing tracing)
{
    /// <summary>
    /// Starts the saga of a period that is due, or whose run was claimed and never started. A run that was started and ended without
    /// recording its end (it failed, or an operator terminated it) becomes a case: only a person starts it again.
    /// </summary>
    public async Task<SagaStart> StartDueAsync(DurableTaskClient client, PeriodStatus due, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(due);
        if (due.State != PeriodState.Closing)
        {
            return await StartAsync(client, due.AccountId, due.PeriodKey, again: false, cancellationToken);
        }

        // The instance first: a saga records its end before its instance ends, so a record read afterwards cannot be behind.
        var instance = await client.GetInstanceAsync(due.SagaId, getInputsAndOutputs: true, cancellationToken);
        var record = (await journal.FindAsync(due.SagaId, cancellationToken))!;
        if (instance?.ReadInputAs<SagaInput>()?.Run != record.Run)
        {
            return await StartAsync(client, due.AccountId, due.PeriodKey, again: false, cancellationToken);
        }

        if (instance.IsCompleted && record.State == SagaState.Running)
        {
            await desk.ReportStoppedAsync(record, $"{instance.RuntimeStatus}: {instance.FailureDetails?.ErrorMessage ?? "no failure was recorded"}", cancellationToken);
        }

        return record.State == SagaState.Running ? new SagaStart(SagaStartKind.AlreadyRunning, record) : Ended(record);
    }

    /// <summary>
    /// Starts the saga, unless it runs, is done, or was compensated and <paramref name="again"/> is false. The claim is stored first: a
    /// crash before the start leaves a claim without an instance, and the next call starts that.
    /// </summary>
    public async Task<SagaStart> StartAsync(DurableTaskClient client, string accountId, string periodKey, bool again, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        var record = await journal.ClaimAsync(accountId, periodKey, again, cancellationToken);
        if (record.State != SagaState.Running)
        {
            return Ended(record);
        }

        // Asked first: most callers that come too late learn it here, without an exception.
        if (await RunsAsync(client, record, cancellationToken))
        {
            return new SagaStart(SagaStartKind.AlreadyRunning, record);
        }

        // Asked again: a saga that ended between the two looks stored its end first. Started now, it would run a second time.
        record = await journal.ClaimAsync(accountId, periodKey, again: false, cancellationToken);
        if (record.State != SagaState.Running)
        {
            return Ended(record);
        }

        await taskHub.UseAsync(cancellationToken);
        try
        {
            // Inside the period's trace: the Durable backends make the spans of the orchestration and its activities below the one that is current here.
            await tracing.RunAsync("StartSaga", ActivityKind.Producer, Correlation.OfPeriod(accountId, periodKey), span =>
            {
                span?.SetTag(FabricTags.SagaId, record.SagaId).SetTag(FabricTags.SagaRun, record.Run);
                return client.ScheduleNewOrchestrationInstanceAsync(
                    nameof(InvoiceSaga), new SagaInput(accountId, periodKey, record.Run), StartOptions(record.SagaId), cancellationToken);
            });
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Another caller was faster. Its instance may not be visible yet: a backend shows it once it is stored.
            return new SagaStart(SagaStartKind.AlreadyRunning, record);
        }
        catch (InvalidOperationException) when (!cancellationToken.IsCancellationRequested)
        {
            // Some backends refuse with this. If nothing runs after all, the exception was about something else.
            if (!await RunsAsync(client, record, cancellationToken))
            {
                throw;
            }

            return new SagaStart(SagaStartKind.AlreadyRunning, record);
        }

        return new SagaStart(SagaStartKind.Started, record);
    }

    private static SagaStart Ended(SagaRecord record) => new(record.State == SagaState.Completed ? SagaStartKind.AlreadyCompleted : SagaStartKind.Compensated, record);

    // Said explicitly, because backends differ in what they do unasked: some refuse an ended instance's id, some end a running one.
    private static StartOrchestrationOptions StartOptions(string sagaId) => new StartOrchestrationOptions(sagaId)
        .WithDedupeStatuses(OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended);

    private static async Task<bool> RunsAsync(DurableTaskClient client, SagaRecord record, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(record.SagaId, cancellationToken) is { RuntimeStatus: var status }
        && status is OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Suspended;
}
