using Microsoft.Extensions.Logging;

namespace RevenueFunctions.Local.Engines.Durable;

public sealed partial class DurableEngine
{
    [LoggerMessage(1, LogLevel.Information, "Recovered {Instances} active orchestrations, {Activities} activities and {Timers} timers.")]
    private partial void LogRecovered(int instances, int activities, int timers);

    [LoggerMessage(2, LogLevel.Warning, "The store is unavailable; the episode of {InstanceId} runs again at {RetryAt:O}.")]
    private partial void LogStoreUnavailable(Exception exception, string instanceId, DateTime retryAt);

    [LoggerMessage(3, LogLevel.Warning, "Orchestration {InstanceId} ({Orchestrator}) failed: {Failure}")]
    private partial void LogOrchestrationFailed(string instanceId, string orchestrator, string failure);

    [LoggerMessage(4, LogLevel.Error, "Orchestration {InstanceId} ({Orchestrator}) awaited a task that is not durable; it will fail.")]
    private partial void LogForeignAwait(string instanceId, string orchestrator);

    [LoggerMessage(5, LogLevel.Warning, "Activity {Activity} of {InstanceId} failed.")]
    private partial void LogActivityFailed(Exception exception, string activity, string instanceId);

    [LoggerMessage(6, LogLevel.Warning, "Orchestration {InstanceId} has version '{Version}', which this host (version '{HostVersion}') does not run; it waits.")]
    private partial void LogVersionRejected(string instanceId, string version, string hostVersion);
}
