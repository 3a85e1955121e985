using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Operations;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Functions.Operations;

/// <summary>Starts invoice sagas, at most one for each account and period.</summary>
public sealed class SagaStarter(SagaJournal journal)
{
    /// <summary>
    /// Starts the saga of a period that is due, or that was claimed and never started. One that was started is left alone, whatever became
    /// of it: a saga that an operator terminated is started again by a person only.
    /// </summary>
    public async Task<SagaStart> StartDueAsync(DurableTaskClient client, PeriodStatus due, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(due);
        return due.State == PeriodState.Closing && await client.GetInstanceAsync(due.SagaId, cancellationToken) is not null
            ? new SagaStart(SagaStartKind.AlreadyRunning, (await journal.FindAsync(due.SagaId, cancellationToken))!)
            : await StartAsync(client, due.AccountId, due.PeriodKey, again: false, cancellationToken);
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

        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(InvoiceSaga), new SagaInput(accountId, periodKey, record.Run), StartOptions(record.SagaId), cancellationToken);
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
