using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Operations;

namespace RevenueFunctions.Functions.Operations;

/// <summary>Starts the sagas of the periods that are due.</summary>
public sealed partial class ClosePeriods(PeriodClose close, SagaStarter starter, ILogger<ClosePeriods> logger)
{
    /// <summary>Starts them. One that is started already is left alone.</summary>
    [Function(nameof(ClosePeriods))]
    public async Task RunAsync([TimerTrigger("%ClosePeriodsSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var started = 0;
        await foreach (var due in close.DueAsync(cancellationToken))
        {
            var start = await starter.StartDueAsync(client, due, cancellationToken);
            started += start.Kind == SagaStartKind.Started ? 1 : 0;
        }

        LogStarted(started);
    }

    [LoggerMessage(3201, LogLevel.Information, "Started to close {Started} periods that were due")]
    private partial void LogStarted(int started);
}
