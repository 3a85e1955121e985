using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Posting;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Functions.Posting;

/// <summary>
/// The worker of the posting lanes. A message is a ring without content; its session is the legal entity, so that one worker at a time
/// drains a lane.
/// </summary>
public sealed class PostingLaneFunction(PostingLaneWorker worker, FabricTracing tracing, IConfiguration configuration, ILogger<SagaDoorbell> doorbellLogger)
{
    private readonly LaneTrace trace = new(tracing, configuration);

    /// <summary>Drains the lane of the message's session and settles the message, whatever happens.</summary>
    [Function(nameof(PostingLaneFunction))]
    public async Task RunAsync(
        [ServiceBusTrigger("%PostingQueueName%", Connection = "PostingQueue", IsSessionsEnabled = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient client,
        FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(actions);
        ArgumentNullException.ThrowIfNull(context);
        using var span = trace.Start(message);
        try
        {
            var sagas = new SagaDoorbell(client, doorbellLogger);
            if (message.DeliveryCount > 1)
            {
                await worker.RemindAsync(message.SessionId, sagas, context.CancellationToken);
            }

            LaneTrace.End(span, await worker.DrainAsync(message.SessionId, context.InvocationId, sagas, context.CancellationToken));
        }
        catch (Exception failure)
        {
            FabricTracing.Fail(span, failure);

            // A message left unsettled would hold its session until the lock runs out. Abandoned, it is delivered again; dead-lettered
            // in the end, it is replaced by the sweep. Not under the function's token, which may be what ended the drain.
            await actions.AbandonMessageAsync(message, cancellationToken: CancellationToken.None);
            throw;
        }

        await actions.CompleteMessageAsync(message, context.CancellationToken);
    }
}
