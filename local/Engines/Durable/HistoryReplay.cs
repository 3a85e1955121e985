using Microsoft.DurableTask;
using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Local.Engines.Durable.Orchestrations;

namespace RevenueFunctions.Local.Engines.Durable;

/// <summary>
/// Replays a recorded history against an orchestrator as it is now: the test that a change of code does not break instances that
/// are already running.
/// </summary>
public static class HistoryReplay
{
    /// <summary>Null when the orchestrator decides and ends exactly as recorded; otherwise what differs.</summary>
    public static string? FindDifference(
        IReadOnlyList<HistoryEvent> history, Func<TaskOrchestrationContext, Task<object?>> orchestrator, DurableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        var started = history.FirstOrDefault(one => one.EventType == HistoryEventType.ExecutionStarted);
        if (started is null)
        {
            return "The history has no ExecutionStarted event: it is not the history of an orchestration that ran.";
        }

        var row = new InstanceRow
        {
            Id = started.InstanceId ?? string.Empty,
            Name = started.Name ?? string.Empty,
            Version = started.Version,
            Input = started.Input,
            CreatedAt = started.Timestamp,
            Parent = started.ParentInstanceId is { } parent ? new ParentRow(parent, started.ParentName ?? string.Empty, 0, 0) : null,
        };
        string? foreign = null;
        var outcome = new OrchestratorRun(row, options ?? new DurableOptions(), () => foreign = OrchestratorRun.IllegalAwait)
            .Execute(new One(orchestrator), history, []);
        return foreign ?? Compare(history, outcome);
    }

    /// <summary>The same over a recorded history as text (<see cref="HistoryJson"/>).</summary>
    public static string? FindDifference(string historyJson, Func<TaskOrchestrationContext, Task<object?>> orchestrator, DurableOptions? options = null) =>
        FindDifference(HistoryJson.Read(historyJson), orchestrator, options);

    private static string? Compare(IReadOnlyList<HistoryEvent> history, EpisodeOutcome outcome)
    {
        var completed = history.LastOrDefault(one => one.EventType == HistoryEventType.ExecutionCompleted);
        if (outcome.End is Threw { Failure: var failure } && completed?.Failure?.ErrorType != failure.ErrorType)
        {
            return failure.ErrorMessage;
        }

        if (completed?.OrchestrationStatus == nameof(InstanceStatus.Terminated))
        {
            return null;
        }

        if (outcome.Decisions is [var first, ..])
        {
            return $"The orchestrator now also schedules {first.Kind} with sequence number {first.Id}, which the recorded execution never did.";
        }

        return (outcome.End, completed) switch
        {
            (null, null) => null,
            (Returned returned, { Failure: null }) when returned.Result == completed.Result => null,
            (Threw, { Failure: not null }) => null,
            (Returned returned, { Failure: null }) => $"The recorded execution returned {completed.Result ?? "null"}, the orchestrator now returns {returned.Result ?? "null"}.",
            (null, _) => "The recorded execution ended, the orchestrator now still waits.",
            (_, null) => "The recorded execution still waits, the orchestrator now ends.",
            _ => $"The recorded execution ended as {completed.OrchestrationStatus}, the orchestrator now ends otherwise.",
        };
    }

    private sealed class One(Func<TaskOrchestrationContext, Task<object?>> orchestrator) : IDurableFunctions
    {
        public bool HasOrchestrator(string name) => true;

        public bool HasActivity(string name) => true;

        public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => orchestrator(context);

        public Task<string?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("A replay runs no activity.");
    }
}
