using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Configuration;
using RevenueFunctions.Posting;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Functions.Posting;

/// <summary>
/// The span of a lane worker's turn. A ring may bring the worker to the entries of many periods, so the turn is in no period's trace: it links
/// whoever rang, and each entry has a span in its own.
/// </summary>
internal sealed class LaneTrace(FabricTracing tracing, IConfiguration configuration)
{
    /// <summary>Starts the span of a turn; null when nobody listens.</summary>
    public Activity? Start(ServiceBusReceivedMessage ring)
    {
        if (!tracing.Source.HasListeners())
        {
            return null;
        }

        var queue = configuration["PostingQueueName"] ?? "postings";
        ActivityLink[] links = ring.ApplicationProperties.TryGetValue(Correlation.TraceParent, out var parent) && ActivityContext.TryParse(parent as string, null, isRemote: true, out var rang)
            ? [new ActivityLink(rang)]
            : [];
        return tracing.Source.StartActivity($"process {queue}", ActivityKind.Consumer, default(ActivityContext), null, links)
            ?.SetTag("messaging.system", "servicebus").SetTag("messaging.operation.name", "process").SetTag("messaging.operation.type", "process")
            .SetTag("messaging.destination.name", queue).SetTag("messaging.message.id", ring.MessageId).SetTag("messaging.message.conversation_id", ring.CorrelationId)
            .SetTag("messaging.servicebus.message.delivery_count", ring.DeliveryCount)
            .SetTag(FabricTags.LegalEntity, ring.SessionId).SetTag(FabricTags.CorrelationId, ring.CorrelationId);
    }

    /// <summary>Says how the turn ended.</summary>
    public static void End(Activity? span, DrainResult result) =>
        span?.SetTag(FabricTags.PostingSettled, result.Settled).SetTag(FabricTags.Outcome, FabricTracing.Text(result.End));
}
