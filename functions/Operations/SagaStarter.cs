using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Functions.Operations;

/// <summary>Starts invoice sagas, at most one for each account and period.</summary>
public sealed class SagaStarter(SagaJournal journal)
{
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
            return new SagaStart(record.State == SagaState.Completed ? SagaStartKind.AlreadyCompleted : SagaStartKind.Compensated, record);
        }

        // Starting an instance that runs would end it in some backends, so it is asked first.
        if (await RunsAsync(client, record, cancellationToken))
        {
            return new SagaStart(SagaStartKind.AlreadyRunning, record);
        }

        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(InvoiceSaga), new SagaInput(accountId, periodKey, record.Run), new StartOrchestrationOptions(record.SagaId), cancellationToken);
        }
        catch (InvalidOperationException) when (!cancellationToken.IsCancellationRequested)
        {
            // Another caller was faster. If nothing runs after all, the exception was about something else.
            if (!await RunsAsync(client, record, cancellationToken))
            {
                throw;
            }

            return new SagaStart(SagaStartKind.AlreadyRunning, record);
        }

        return new SagaStart(SagaStartKind.Started, record);
    }

    private static async Task<bool> RunsAsync(DurableTaskClient client, SagaRecord record, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(record.SagaId, cancellationToken) is { RuntimeStatus: var status }
        && status is OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Suspended;
}
