using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RevenueFunctions.Functions.Sagas;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>
/// The invoice saga as it would be after a change that somebody made without thinking of the sagas under way: its own code, on a context
/// that bends what it asks for. Overrides say what was changed.
/// </summary>
internal abstract class ChangedSaga : TaskOrchestrationContext
{
    public override TaskName Name => Inner.Name;

    public override string InstanceId => Inner.InstanceId;

    public override ParentOrchestrationInstance? Parent => Inner.Parent;

    public override DateTime CurrentUtcDateTime => Inner.CurrentUtcDateTime;

    public override bool IsReplaying => Inner.IsReplaying;

    public override string Version => Inner.Version;

    protected TaskOrchestrationContext Inner { get; private set; } = null!;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    /// <summary>The changed orchestrator; a new change for each run, as an orchestrator has no state of its own.</summary>
    public static Func<TaskOrchestrationContext, Task<object?>> Of<TChange>()
        where TChange : ChangedSaga, new() => async context => await InvoiceSaga.Run(new TChange { Inner = context });

    public override T? GetInput<T>()
        where T : default => Inner.GetInput<T>();

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        Inner.CallActivityAsync<TResult>(name, input, options);

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => Inner.CreateTimer(fireAt, cancellationToken);

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        Inner.WaitForExternalEvent<T>(eventName, cancellationToken);

    public override void SendEvent(string instanceId, string eventName, object payload) => Inner.SendEvent(instanceId, eventName, payload);

    public override void SetCustomStatus(object? customStatus) => Inner.SetCustomStatus(customStatus);

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        Inner.CallSubOrchestratorAsync<TResult>(orchestratorName, input, options);

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => Inner.ContinueAsNew(newInput, preserveUnprocessedEvents);

    public override Guid NewGuid() => Inner.NewGuid();
}
