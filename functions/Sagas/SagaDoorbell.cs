using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Functions.Sagas;

/// <summary>Rings a saga by raising an external event on its instance.</summary>
public sealed partial class SagaDoorbell(DurableTaskClient client, ILogger<SagaDoorbell> logger) : ISagaDoorbell
{
    /// <inheritdoc/>
    public async Task RingAsync(string sagaId, string eventName, CancellationToken cancellationToken)
    {
        try
        {
            await client.RaiseEventAsync(sagaId, eventName, null, cancellationToken);
        }
        catch (Exception lost) when (lost is not OperationCanceledException)
        {
            // What the saga waits for is stored already and it looks by itself from time to time; the backends disagree on whether a ring
            // at an ended instance is an error. Failing here would make the lane post again what is posted.
            LogLost(sagaId, eventName, lost);
        }
    }

    [LoggerMessage(3101, LogLevel.Warning, "The event {EventName} did not reach saga {SagaId}; it will look by itself")]
    private partial void LogLost(string sagaId, string eventName, Exception lost);
}
