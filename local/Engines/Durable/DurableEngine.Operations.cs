using System.Text;
using DurableTask.Core.Exceptions;
using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.Durable;

public sealed partial class DurableEngine
{
    private const int InstanceIdCharacters = 1024;

    /// <summary>Starts an orchestration; durable when the task completes. Returns its id.</summary>
    /// <exception cref="OrchestrationAlreadyExistsException">The id is taken, in a state that refuses the start.</exception>
    /// <exception cref="ArgumentException">No such orchestrator, or no valid id.</exception>
    /// <exception cref="DurableEngineFullException">Too many have not ended.</exception>
    public async Task<string> StartAsync(StartRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (string.IsNullOrEmpty(request.Name) || !functions.HasOrchestrator(request.Name))
        {
            throw new ArgumentException($"The function '{request.Name}' doesn't exist, is disabled, or is not an orchestrator function.", nameof(request));
        }

        RequirePayload(request.Input, "orchestration input");
        var id = string.IsNullOrEmpty(request.InstanceId) ? options.NewInstanceId() : RequireInstanceId(request.InstanceId);
        var row = new InstanceRow
        {
            Id = id,
            Name = request.Name,
            Version = request.Version ?? options.DefaultVersion,
            Input = request.Input,
            StartAt = request.StartAt,
            Tags = request.Tags is { Count: > 0 } tags ? new Dictionary<string, string>(tags, StringComparer.Ordinal) : null,
            CreatedAt = Now,
        };
        ActiveInstance? instance;
        while ((instance = ReserveFromOutside(row)) is null)
        {
            await MakeWayAsync(id, request.DedupeStatuses, cancellationToken);
        }

        await CreateAsync(instance, request.DedupeStatuses);
        return id;
    }

    /// <summary>Raises an external event. False when no instance with the id is active: the event is dropped, as on Azure.</summary>
    public Task<bool> RaiseEventAsync(string instanceId, string eventName, string? payload, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        RequirePayload(payload, "event payload");
        return SendAsync(instanceId, new HistoryEvent { EventType = HistoryEventType.EventRaised, Timestamp = Now, Name = eventName, Input = payload }, cancellationToken);
    }

    /// <summary>Terminates an instance with an output (serialised), and its running sub-orchestrations when asked. False when it is not active.</summary>
    public Task<bool> TerminateAsync(string instanceId, string? output, bool recursive = false, CancellationToken cancellationToken = default) =>
        SendAsync(instanceId, new HistoryEvent { EventType = HistoryEventType.ExecutionTerminated, Timestamp = Now, Input = output, Recursive = recursive }, cancellationToken);

    /// <summary>Suspends an instance: events wait until it is resumed. False when it is not active.</summary>
    public Task<bool> SuspendAsync(string instanceId, string? reason, CancellationToken cancellationToken = default) =>
        SendAsync(instanceId, new HistoryEvent { EventType = HistoryEventType.ExecutionSuspended, Timestamp = Now, Reason = reason }, cancellationToken);

    /// <summary>Resumes a suspended instance. False when it is not active.</summary>
    public Task<bool> ResumeAsync(string instanceId, string? reason, CancellationToken cancellationToken = default) =>
        SendAsync(instanceId, new HistoryEvent { EventType = HistoryEventType.ExecutionResumed, Timestamp = Now, Reason = reason }, cancellationToken);

    /// <summary>Starts an instance again with the same name and input, under its own or a new id.</summary>
    /// <exception cref="ArgumentException">No such instance.</exception>
    /// <exception cref="InvalidOperationException">It runs, and is to keep its id.</exception>
    public async Task<string> RestartAsync(string instanceId, bool withNewId, CancellationToken cancellationToken = default)
    {
        var state = await FindAsync(instanceId, cancellationToken)
            ?? throw new ArgumentException($"An orchestration with the instanceId '{instanceId}' was not found.", nameof(instanceId));
        if (!withNewId && !state.HasEnded)
        {
            throw new InvalidOperationException($"The orchestration '{instanceId}' is {state.Status}: terminate it first, or restart it with a new id.");
        }

        return await StartAsync(
            new StartRequest(state.Name) { InstanceId = withNewId ? null : instanceId, Input = state.Input, Version = state.Version ?? string.Empty, Tags = state.Tags },
            cancellationToken);
    }

    private async Task MakeWayAsync(string id, IReadOnlySet<InstanceStatus>? dedupe, CancellationToken cancellationToken)
    {
        InstanceStatus status;
        lock (gate)
        {
            if (!active.TryGetValue(id, out var existing))
            {
                return;
            }

            status = existing.Status;
            if (existing.IsReserved || dedupe is null || dedupe.Contains(status))
            {
                throw new OrchestrationAlreadyExistsException($"An orchestration with the instance id '{id}' exists already and is {status}.");
            }
        }

        if (dedupe.Contains(InstanceStatus.Terminated))
        {
            throw new ArgumentException(
                $"The instance '{id}' is {status} and would be terminated to make way, but the dedupe statuses contain Terminated: name {status} too, or leave Terminated out.", nameof(dedupe));
        }

        await TerminateAsync(id, null, cancellationToken: cancellationToken);
        await WaitForEndAsync(id, cancellationToken);
    }

    private async Task CreateAsync(ActiveInstance instance, IReadOnlySet<InstanceStatus>? dedupe)
    {
        try
        {
            var plan = new EpisodePlan();
            var previous = await PlanCreationAsync(plan, instance);
            if (previous is not null && dedupe is not null && dedupe.Contains(previous.Status))
            {
                throw new OrchestrationAlreadyExistsException($"An orchestration with the instance id '{previous.Id}' exists already and is {previous.Status}.");
            }

            await CommitAsync(plan.Batches);
        }
        catch
        {
            Release(instance);
            throw;
        }

        lock (gate)
        {
            instance.IsReserved = false;
            Begin(instance);
        }

        WorkArrived?.Invoke();
    }

    /// <summary>Takes the id for a new instance; null when it is taken already.</summary>
    private ActiveInstance? Reserve(InstanceRow row)
    {
        var instance = new ActiveInstance(row) { IsReserved = true };
        lock (gate)
        {
            endings.Begin();
            return active.TryAdd(row.Id, instance) ? instance : null;
        }
    }

    private void Release(ActiveInstance instance)
    {
        lock (gate)
        {
            active.Remove(instance.Row.Id);
            instance.Change();
        }
    }

    private async Task<bool> SendAsync(string instanceId, HistoryEvent message, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (!active.TryGetValue(instanceId, out var target) || target.IsReserved)
            {
                return false;
            }
        }

        var plan = new EpisodePlan();
        PlanMessage(plan, instanceId, message);
        if (plan.Messages.Count == 0)
        {
            return false;
        }

        await CommitAsync(plan.Batches);
        List<(string Target, string Row)> undeliverable = [];
        lock (gate)
        {
            Deliver(plan.Messages[0].Message, plan.Messages[0].Row, undeliverable);
        }

        WorkArrived?.Invoke();
        await DiscardAsync(undeliverable);
        return undeliverable.Count == 0;
    }

    private static string RequireInstanceId(string id) => id switch
    {
        { Length: > InstanceIdCharacters } => throw new ArgumentException($"The instance id has {id.Length} characters, the limit is {InstanceIdCharacters}.", nameof(id)),
        ['@', ..] => throw new ArgumentException($"The instance id '{id}' begins with '@', which names entities.", nameof(id)),
        _ when id.Any(char.IsControl) => throw new ArgumentException("The instance id contains a control character.", nameof(id)),
        _ => id,
    };

    private void RequirePayload(string? payload, string what)
    {
        if (payload is not null && Encoding.UTF8.GetByteCount(payload) is var bytes && bytes > options.PayloadBytes)
        {
            throw new ArgumentException($"The {what} has {bytes:N0} bytes, the limit is {options.PayloadBytes:N0}: store the document and pass its id.", nameof(payload));
        }
    }
}
