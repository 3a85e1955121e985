using System.Text;
using Microsoft.DurableTask;
using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Local.Engines.Durable.Orchestrations;

internal sealed partial class OrchestratorRun
{
    private const int CustomStatusCharacters = 8 * 1024;

    private readonly HashSet<int> nonRetriable = [];
    private readonly Queue<HistoryEvent> whileSuspended = new();
    private readonly SortedDictionary<int, Decision> parked = [];
    private Task<object?>? result;
    private bool isSuspended;

    /// <summary>
    /// Replays what happened, then plays what is new. The orchestrator's task is complete, or it waits for something durable, or
    /// it awaited something else: that is the failure <see cref="IllegalAwait"/>.
    /// </summary>
    public EpisodeOutcome Execute(IDurableFunctions functions, IReadOnlyList<HistoryEvent> past, IReadOnlyList<HistoryEvent> fresh)
    {
        EpisodeEnd? end = null;
        thread.Run(() =>
        {
            try
            {
                isReplaying = true;
                Play(functions, past);
                isReplaying = false;
                Play(functions, fresh);
                end = EndOfExecution();
            }
            catch (NonDeterministicOrchestrationException difference)
            {
                decisions.Clear();
                end = new Threw(sequence++, new DurableFailure(NonDeterministicOrchestrationException.ErrorType, difference.Message));
            }
        });
        return new EpisodeOutcome([.. decisions.Values], SerializedCustomStatus(ref end), end);
    }

    private void Play(IDurableFunctions functions, IReadOnlyList<HistoryEvent> events)
    {
        foreach (var one in events)
        {
            check?.Reach(one);
            switch (one.EventType)
            {
                case HistoryEventType.OrchestratorStarted:
                    now = one.Timestamp;
                    break;
                case HistoryEventType.OrchestratorCompleted:
                    check?.EndEpisode(decisions.Values, HasReturned);
                    break;
                default:
                    Play(functions, one);
                    break;
            }
        }
    }

    private void Play(IDurableFunctions functions, HistoryEvent one)
    {
        if (isSuspended && one.EventType != HistoryEventType.ExecutionResumed)
        {
            if (one.EventType != HistoryEventType.ExecutionSuspended)
            {
                whileSuspended.Enqueue(one);
            }

            return;
        }

        switch (one.EventType)
        {
            case HistoryEventType.ExecutionStarted:
                result = RunAsync(functions);
                break;
            case HistoryEventType.TaskScheduled:
            case HistoryEventType.TimerCreated:
            case HistoryEventType.SubOrchestrationInstanceCreated:
            case HistoryEventType.EventSent:
                Confirm(one);
                break;
            case HistoryEventType.TaskCompleted:
            case HistoryEventType.SubOrchestrationInstanceCompleted:
                Close(one.TaskScheduledId)?.Completion.TrySetResult(one.Result);
                break;
            case HistoryEventType.TaskFailed:
            case HistoryEventType.SubOrchestrationInstanceFailed:
                Fail(one);
                break;
            case HistoryEventType.TimerFired:
                Close(one.TimerId)?.Completion.TrySetResult(null);
                break;
            case HistoryEventType.EventRaised:
                Raise(one);
                break;
            case HistoryEventType.ExecutionSuspended:
                Suspend();
                break;
            case HistoryEventType.ExecutionResumed:
                Resume(functions);
                break;
        }
    }

    private async Task<object?> RunAsync(IDurableFunctions functions) => await functions.RunOrchestratorAsync(instance.Name, this);

    private void Suspend()
    {
        isSuspended = true;
        foreach (var (id, decision) in decisions)
        {
            parked.Add(id, decision);
        }

        decisions.Clear();
    }

    private void Resume(IDurableFunctions functions)
    {
        isSuspended = false;
        foreach (var (id, decision) in parked)
        {
            decisions.Add(id, decision);
        }

        parked.Clear();
        while (!isSuspended && whileSuspended.TryDequeue(out var one))
        {
            Play(functions, one);
        }
    }

    /// <summary>A completion twice, or for a cancelled timer, finds no open task: it is ignored, as the real engine does.</summary>
    private OpenTask? Close(int? id) => id is { } at && openTasks.Remove(at, out var open) ? open : null;

    private void Fail(HistoryEvent one)
    {
        if (Close(one.TaskScheduledId) is { } open)
        {
            if (one.Failure is { IsNonRetriable: true })
            {
                nonRetriable.Add(one.TaskScheduledId!.Value);
            }

            // A terminated sub-orchestration has no details; the real worker hands null to the orchestrator too.
            open.Completion.TrySetException(new TaskFailedException(open.Name ?? string.Empty, one.TaskScheduledId!.Value, one.Failure?.ToDetails()!));
        }
    }

    private bool HasReturned => !isSuspended && openTasks.Count == 0 && result is { IsCompleted: true };

    private EpisodeEnd? EndOfExecution()
    {
        if (isSuspended || result is null || openTasks.Count > 0)
        {
            return null;
        }

        if (!result.IsCompleted)
        {
            return waiters.Count > 0 ? null : new Threw(sequence++, new DurableFailure(typeof(InvalidOperationException).FullName!, IllegalAwait));
        }

        if (result.IsFaulted || result.IsCanceled)
        {
            var thrown = result.Exception?.InnerException ?? new TaskCanceledException(result);
            return new Threw(sequence++, DurableFailure.From(thrown));
        }

        if (continuedAsNew is { } next)
        {
            return next with { Carryover = Unprocessed(next.Carryover) };
        }

        var id = sequence++;
        try
        {
            return new Returned(id, Serialize(result.Result, "output"));
        }
        catch (Exception unserialisable) when (unserialisable is InvalidOperationException or NotSupportedException or System.Text.Json.JsonException)
        {
            return new Threw(id, DurableFailure.From(unserialisable));
        }
    }

    private string? SerializedCustomStatus(ref EpisodeEnd? end)
    {
        var status = customStatusSet ? options.Converter.Serialize(customStatus) : null;
        if (status is null || status.Length <= CustomStatusCharacters)
        {
            return status;
        }

        var message = $"The custom status has {Encoding.Unicode.GetByteCount(status):N0} bytes of UTF-16, the limit is 16,384: keep it a short summary.";
        decisions.Clear();
        end = new Threw(sequence++, new DurableFailure(typeof(InvalidOperationException).FullName!, message));
        return null;
    }
}
