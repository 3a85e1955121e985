using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Local.Engines.ServiceBus;

namespace RevenueFunctions.Local.Hosting.Http;

/// <summary>What operators see of the session queues and do to them: the part that Service Bus Explorer plays in Azure.</summary>
internal static class QueueEndpoints
{
    public static void MapQueues(this IEndpointRouteBuilder endpoints, SessionQueueEngine queues, HostKeys keys)
    {
        var admin = endpoints.MapGroup("/admin/queues").AddEndpointFilter((context, next) =>
            keys.Allow(context.HttpContext.Request, AuthorizationLevel.Admin) ? next(context) : ValueTask.FromResult<object?>(HostProblems.Unauthorized()));

        admin.MapGet("/", () => Results.Json(queues.Counts(), FabricJson.Options));
        admin.MapGet("/{queue}/messages", (string queue, long? from) => Results.Json(queues.Peek(queue, from ?? 0).Select(Shown), FabricJson.Options));
        admin.MapGet("/{queue}/deadletters", (string queue, long? from) => Results.Json(queues.DeadLetters(queue, from ?? 0).Select(Shown), FabricJson.Options));
        admin.MapPost("/{queue}/deadletters/{sequence:long}/resubmit", async (string queue, long sequence, CancellationToken cancellationToken) =>
            await queues.ResubmitAsync(queue, sequence, cancellationToken)
                ? Results.Accepted()
                : RevenueFunctions.Functions.Http.Problems.NotFound("dead-lettered message", $"{queue}/{sequence}"));
    }

    private static object Shown(ServiceBusReceivedMessage message) => new
    {
        sequenceNumber = message.SequenceNumber,
        messageId = message.MessageId,
        sessionId = message.SessionId,
        subject = message.Subject,
        correlationId = message.CorrelationId,
        state = message.State,
        deliveryCount = message.DeliveryCount,
        enqueuedTime = message.EnqueuedTime,
        scheduledEnqueueTime = message.ScheduledEnqueueTime == default ? (DateTimeOffset?)null : message.ScheduledEnqueueTime,
        deadLetterReason = message.DeadLetterReason,
        deadLetterErrorDescription = message.DeadLetterErrorDescription,
        bodyBytes = message.Body.ToMemory().Length,
    };
}
