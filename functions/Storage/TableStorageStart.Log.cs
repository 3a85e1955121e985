using Microsoft.Extensions.Logging;

namespace RevenueFunctions.Functions.Storage;

/// <content>The log messages.</content>
internal sealed partial class TableStorageStart
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Started while table storage does not answer. The data accounts are checked before the first request.")]
    private partial void StartedWithoutStorage(Exception outage);
}
