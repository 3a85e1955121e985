using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace RevenueFunctions.Tests.Simulation.PlantedBugs;

/// <summary>What an orchestrator gets to see, passed on as it is; a bug overrides what it does wrong.</summary>
internal class AlteredContext(TaskOrchestrationContext inner) : TaskOrchestrationContext
{
    /// <inheritdoc/>
    public override TaskName Name => inner.Name;

    /// <inheritdoc/>
    public override string InstanceId => inner.InstanceId;

    /// <inheritdoc/>
    public override ParentOrchestrationInstance? Parent => inner.Parent;

    /// <inheritdoc/>
    public override DateTime CurrentUtcDateTime => inner.CurrentUtcDateTime;

    /// <inheritdoc/>
    public override bool IsReplaying => inner.IsReplaying;

    /// <inheritdoc/>
    public override string Version => inner.Version;

    /// <inheritdoc/>
    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    /// <inheritdoc/>
    public override T? GetInput<T>()
        where T : default => inner.GetInput<T>();

    /// <inheritdoc/>
    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        inner.CallActivityAsync<TResult>(name, input, options);

    /// <inheritdoc/>
    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => inner.CreateTimer(fireAt, cancellationToken);

    /// <inheritdoc/>
    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        inner.WaitForExternalEvent<T>(eventName, cancellationToken);

    /// <inheritdoc/>
    public override void SendEvent(string instanceId, string eventName, object payload) => inner.SendEvent(instanceId, eventName, payload);

    /// <inheritdoc/>
    public override void SetCustomStatus(object? customStatus) => inner.SetCustomStatus(customStatus);

    /// <inheritdoc/>
    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        inner.CallSubOrchestratorAsync<TResult>(orchestratorName, input, options);

    /// <inheritdoc/>
    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => inner.ContinueAsNew(newInput, preserveUnprocessedEvents);

    /// <inheritdoc/>
    public override Guid NewGuid() => inner.NewGuid();
}
