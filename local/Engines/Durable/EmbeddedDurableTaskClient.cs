using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Local.Engines.Durable;

/// <summary>The durable task client that the embedded host binds: the engine, in the process.</summary>
public class EmbeddedDurableTaskClient(DurableEngine engine, string name = "embedded") : DurableTaskClient(name)
{
    private DataConverter Converter => engine.Options.Converter;

    /// <inheritdoc/>
    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default) =>
        engine.StartAsync(
            new StartRequest(orchestratorName.Name ?? string.Empty)
            {
                InstanceId = options?.InstanceId,
                Input = Converter.Serialize(input),
                StartAt = options?.StartAt?.UtcDateTime,
                Version = options?.Version is { } version ? version.Version : null,
                Tags = options?.Tags,
                DedupeStatuses = options?.DedupeStatuses?.Select(ParseStatus).OfType<InstanceStatus>().ToHashSet(),
            },
            cancellation);

    /// <inheritdoc/>
    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        engine.RaiseEventAsync(instanceId, eventName, Converter.Serialize(eventPayload), cancellation);

    /// <inheritdoc/>
    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        ToMetadata(await engine.WaitForStartAsync(instanceId, cancellation), getInputsAndOutputs);

    /// <inheritdoc/>
    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        ToMetadata(await engine.WaitForEndAsync(instanceId, cancellation), getInputsAndOutputs);

    /// <inheritdoc/>
    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        engine.TerminateAsync(instanceId, Converter.Serialize(options?.Output), options?.Recursive ?? false, cancellation);

    /// <inheritdoc/>
    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        engine.SuspendAsync(instanceId, reason, cancellation);

    /// <inheritdoc/>
    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        engine.ResumeAsync(instanceId, reason, cancellation);

    /// <inheritdoc/>
    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        await engine.FindAsync(instanceId, cancellation) is { } state ? ToMetadata(state, getInputsAndOutputs) : null;

    /// <inheritdoc/>
    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        var instances = FilterOf(query.CreatedFrom, query.CreatedTo, query.Statuses) with { InstanceIdPrefix = query.InstanceIdPrefix };
        return Pageable.Create(async (continuation, pageSize, cancellation) =>
        {
            var page = await engine.ListAsync(instances, pageSize ?? query.PageSize, continuation ?? query.ContinuationToken, cancellation);
            return new Page<OrchestrationMetadata>([.. page.Instances.Select(state => ToMetadata(state, query.FetchInputsAndOutputs))], page.Continuation);
        });
    }

    /// <inheritdoc/>
    public override async Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        new(await engine.PurgeAsync(instanceId, cancellation) ? 1 : 0, isComplete: true);

    /// <inheritdoc/>
    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var (purged, isComplete) = await engine.PurgeAsync(FilterOf(filter.CreatedFrom, filter.CreatedTo, filter.Statuses), filter.Timeout, cancellation);
        return new PurgeResult(purged, isComplete);
    }

    /// <inheritdoc/>
    public override Task<string> RestartAsync(string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default) =>
        engine.RestartAsync(instanceId, restartWithNewInstanceId, cancellation);

    /// <inheritdoc/>
    public override Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default) =>
        engine.RewindAsync(instanceId, reason, cancellation);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private OrchestrationMetadata ToMetadata(InstanceState state, bool withPayloads) => new(state.Name, state.InstanceId)
    {
        RuntimeStatus = ToRuntimeStatus(state.Status),
        CreatedAt = new DateTimeOffset(state.CreatedAt, TimeSpan.Zero),
        LastUpdatedAt = new DateTimeOffset(state.LastUpdatedAt, TimeSpan.Zero),
        SerializedInput = withPayloads ? state.Input : null,
        SerializedOutput = withPayloads ? state.Output : null,
        SerializedCustomStatus = withPayloads ? state.CustomStatus : null,
        FailureDetails = withPayloads ? state.Failure?.ToDetails() : null,
        DataConverter = withPayloads ? Converter : null,
        Tags = state.Tags,
    };

    private static InstanceFilter FilterOf(DateTimeOffset? from, DateTimeOffset? to, IEnumerable<OrchestrationRuntimeStatus>? statuses)
    {
        var wanted = statuses?.Select(status => ParseStatus(status.ToString())).OfType<InstanceStatus>().ToHashSet();
        return new InstanceFilter(null, wanted is { Count: > 0 } ? wanted : null, from?.UtcDateTime, to?.UtcDateTime);
    }

    private static OrchestrationRuntimeStatus ToRuntimeStatus(InstanceStatus status) => status switch
    {
        InstanceStatus.Pending => OrchestrationRuntimeStatus.Pending,
        InstanceStatus.Running => OrchestrationRuntimeStatus.Running,
        InstanceStatus.Suspended => OrchestrationRuntimeStatus.Suspended,
        InstanceStatus.Completed => OrchestrationRuntimeStatus.Completed,
        InstanceStatus.Failed => OrchestrationRuntimeStatus.Failed,
        _ => OrchestrationRuntimeStatus.Terminated,
    };

    /// <summary>The engine's status; null for the two obsolete ones, in which no instance ever is.</summary>
    private static InstanceStatus? ParseStatus(string name) => Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out _)
        ? Enum.TryParse<InstanceStatus>(name, ignoreCase: true, out var status) ? status : null
        : throw new ArgumentException($"Invalid orchestration runtime status: '{name}' for deduplication.");
}
