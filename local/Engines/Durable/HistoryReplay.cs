using Microsoft.DurableTask;
using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Local.Engines.Durable.Orchestrations;

namespace RevenueFunctions.Local.Engines.Durable;

/// <summary>
/// Replays a recorded history against an orchestrator as it is now: the test that a change of code does not break instances that
/// are already running. <see cref="DurableEngine.FindMismatchesAsync"/> does it for everything in a store.
/// </summary>
public static class HistoryReplay
{
    private const string NonDeterministic = "Non-Deterministic workflow detected: ";

    /// <summary>Failures that end an instance without asking its orchestrator.</summary>
    private static readonly string[] EndsByTheEngine = ["VersionMismatch", "OrchestratorTaskNotFound"];

    /// <summary>
    /// Null when the orchestrator decides in each episode, and ends, exactly as recorded; otherwise where it first differs. The history
    /// may be cut after any episode: then it must still wait there.
    /// </summary>
    public static HistoryMismatch? FindMismatch(
        IReadOnlyList<HistoryEvent> history, Func<TaskOrchestrationContext, Task<object?>> orchestrator, DurableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        return FindMismatch(history, new One(orchestrator), options ?? new DurableOptions());
    }

    /// <summary>The same over a recorded history as text (<see cref="HistoryJson"/>).</summary>
    public static HistoryMismatch? FindMismatch(string historyJson, Func<TaskOrchestrationContext, Task<object?>> orchestrator, DurableOptions? options = null) =>
        FindMismatch(HistoryJson.Read(historyJson), orchestrator, options);

    internal static HistoryMismatch? FindMismatch(IReadOnlyList<HistoryEvent> history, IDurableFunctions functions, DurableOptions options)
    {
        var started = history.FirstOrDefault(one => one.EventType == HistoryEventType.ExecutionStarted);
        if (started is null)
        {
            return new HistoryMismatch(string.Empty, string.Empty, null, 0, "none", "The history has no ExecutionStarted event: it is not the history of an orchestration that ran.");
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
        var check = new ReplayCheck(history);
        string? foreign = null;
        var outcome = new OrchestratorRun(row, options, () => foreign = OrchestratorRun.IllegalAwait, check).Execute(functions, history, []);
        return (foreign ?? Compare(history, outcome)) is { } difference
            ? new HistoryMismatch(row.Id, row.Name, row.Version, check.At, Describe(history[check.At]), difference)
            : null;
    }

    private static string? Compare(IReadOnlyList<HistoryEvent> history, EpisodeOutcome outcome)
    {
        var completed = history.LastOrDefault(one => one.EventType == HistoryEventType.ExecutionCompleted);
        if (completed?.Failure is { ErrorType: NonDeterministicOrchestrationException.ErrorType } found)
        {
            return $"The engine itself found the instance out: {found.ErrorMessage}";
        }

        if (outcome.End is Threw { Failure: var failure } && completed?.Failure?.ErrorType != failure.ErrorType)
        {
            return failure.ErrorMessage.StartsWith(NonDeterministic, StringComparison.Ordinal) ? failure.ErrorMessage[NonDeterministic.Length..] : $"The orchestrator now throws {failure}";
        }

        if (completed is not null && EndedByTheEngine(completed))
        {
            return null;
        }

        // What a rewind took out is decided again by the episode that follows it, which has not run.
        if (outcome.Decisions is [var first, ..] && history[^1].EventType != HistoryEventType.ExecutionRewound)
        {
            return $"The orchestrator now also schedules {first.Kind} with sequence number {first.Id}, which the recorded execution never did.";
        }

        return (outcome.End, completed) switch
        {
            (null, null) => null,
            (Returned returned, { Failure: null }) when PayloadText.Same(returned.Result, completed.Result) => null,
            (Threw, { Failure: not null }) => null,
            (Returned returned, { Failure: null }) => $"The recorded execution returned {completed.Result ?? "null"}, the orchestrator now returns {returned.Result ?? "null"}.",
            (null, _) => "The recorded execution ended, the orchestrator now still waits.",
            (_, null) => "The recorded execution still waits, the orchestrator now ends.",
            _ => $"The recorded execution ended as {completed.OrchestrationStatus}, the orchestrator now ends otherwise.",
        };
    }

    private static bool EndedByTheEngine(HistoryEvent completed) =>
        completed.OrchestrationStatus == nameof(InstanceStatus.Terminated)
        || (completed.Failure is { } failure && (EndsByTheEngine.Contains(failure.ErrorType) || failure.ErrorMessage == OrchestratorRun.IllegalAwait));

    private static string Describe(HistoryEvent one) =>
        string.Join(' ', new[] { one.EventType.ToString(), one.EventId >= 0 ? $"#{one.EventId}" : null, one.Name }.Where(part => !string.IsNullOrEmpty(part)));

    private sealed class One(Func<TaskOrchestrationContext, Task<object?>> orchestrator) : IDurableFunctions
    {
        public bool HasOrchestrator(string name) => true;

        public bool HasActivity(string name) => true;

        public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => orchestrator(context);

        public Task<string?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("A replay runs no activity.");
    }
}
