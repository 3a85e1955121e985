using System.Globalization;
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
        admin.MapGet("/{queue}/messages", (string queue, HttpRequest request) => Page(request, from => queues.Peek(queue, from)));
        admin.MapGet("/{queue}/deadletters", (string queue, HttpRequest request) => Page(request, from => queues.DeadLetters(queue, from)));
        admin.MapPost("/{queue}/deadletters/{sequence:long}/resubmit", async (string queue, long sequence, CancellationToken cancellationToken) =>
            await queues.ResubmitAsync(queue, sequence, cancellationToken)
                ? Results.Accepted()
                : RevenueFunctions.Functions.Http.Problems.NotFound("dead-lettered message", $"{queue}/{sequence}"));
    }

    private static IResult Page(HttpRequest request, Func<long, IEnumerable<ServiceBusReceivedMessage>> read)
    {
        var text = request.Query["from"].ToString();
        return text.Length == 0 || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? Results.Json(read(text.Length == 0 ? 0 : long.Parse(text, CultureInfo.InvariantCulture)).Select(Shown), FabricJson.Options)
            : HostProblems.BadRequest("from", "out-of-range", $"'{RevenueFunctions.Functions.Http.Problems.Shown(text)}' is no sequence number.", "Send a whole number of zero or more.");
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
