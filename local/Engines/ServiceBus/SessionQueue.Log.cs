using Microsoft.Extensions.Logging;

namespace RevenueFunctions.Local.Engines.ServiceBus;

/// <content>Log messages.</content>
internal sealed partial class SessionQueue
{
    [LoggerMessage(EventId = 1301, Level = LogLevel.Warning, Message = "Queue {queue}: the lock of session {sessionId} expired while it was held")]
    private partial void LogLockExpired(string queue, string sessionId);

    [LoggerMessage(EventId = 1302, Level = LogLevel.Error, Message = "Queue {queue}: handling message {sequence} of session {sessionId} failed at delivery {deliveryCount}; it is abandoned")]
    private partial void LogHandlerFailed(Exception exception, string queue, string sessionId, long sequence, int deliveryCount);

    [LoggerMessage(EventId = 1303, Level = LogLevel.Warning, Message = "Queue {queue}: message {sequence} of session {sessionId} could not be settled ({settlement}); it is delivered again")]
    private partial void LogNotSettled(Exception exception, string queue, string sessionId, long sequence, Settlement settlement);

    [LoggerMessage(EventId = 1304, Level = LogLevel.Warning, Message = "Queue {queue}: message {sequence} of session {sessionId} is dead-lettered: {reason}")]
    private partial void LogDeadLettered(string queue, string sessionId, long sequence, string reason);

    [LoggerMessage(EventId = 1305, Level = LogLevel.Warning, Message = "Queue {queue}: the store is unavailable; deliveries pause for {pause}")]
    private partial void LogStorageUnavailable(Exception exception, string queue, TimeSpan pause);
}
