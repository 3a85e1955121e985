using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using RevenueFunctions.Operations;

namespace RevenueFunctions.Functions.Operations;

/// <summary>Carries out what a crash left of credit notes, rebills and payments.</summary>
public sealed class FinishInvoiceCommands(InvoiceCommandSweep sweep, SagaStarter starter)
{
    /// <summary>Finishes them; those of the last minute are left to whoever accepted them.</summary>
    [Function(nameof(FinishInvoiceCommands))]
    public Task RunAsync([TimerTrigger("%PostingSweepSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        sweep.RunAsync(async (saga, token) => await starter.StartAsync(client, saga.AccountId, saga.PeriodKey, again: false, token), cancellationToken);
}
