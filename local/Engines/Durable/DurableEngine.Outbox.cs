using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Local.Engines.Durable.Orchestrations;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.Durable;

public sealed partial class DurableEngine
{
    /// <summary>Creates the child in the parent's commit, so that no crash can separate the decision from the child.</summary>
    private async Task PlanChildAsync(EpisodePlan plan, ActiveInstance parent, CallSubOrchestrator call, DateTime now)
    {
        var row = new InstanceRow
        {
            Id = call.InstanceId,
            Name = call.Name,
            Version = call.Version,
            Input = call.Input,
            Tags = MergedTags(parent.Row.Tags, call.Tags),
            Parent = new ParentRow(parent.Row.Id, parent.Row.Name, parent.Row.Generation, call.Id),
            CreatedAt = now,
        };
        if (Reserve(row) is not { } child)
        {
            // The real engine drops the second start and the parent waits for ever; a failure says what is wrong.
            var failure = new DurableFailure(
                "DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException",
                $"An orchestration with the instance id '{call.InstanceId}' is running already: give the sub-orchestration another id.");
            PlanMessage(plan, parent.Row.Id, Answer(HistoryEventType.SubOrchestrationInstanceFailed, call.Id, now) with { Failure = failure }, parent.Row.Generation);
            return;
        }

        plan.Children.Add(child);
        await PlanCreationAsync(plan, child);
    }

    /// <summary>The rows that create a reserved instance; an ended one with its id makes way.</summary>
    private async Task<InstanceRow?> PlanCreationAsync(EpisodePlan plan, ActiveInstance instance)
    {
        var previous = await FindEndedAsync(instance.Key, CancellationToken.None);
        if (previous is not null)
        {
            PlanRemoval(plan, previous);
            instance.Row = instance.Row with { Generation = previous.Generation + 1 };
        }

        plan.Batch(DurableKeys.Instances, DurableKeys.Active).Insert(instance.Key, HistoryJson.Bytes(instance.Row));
        return previous;
    }

    private static void PlanRemoval(EpisodePlan plan, InstanceRow ended)
    {
        var key = DurableKeys.Of(ended.Id);
        plan.Batch(DurableKeys.Instances, DurableKeys.Ended).Delete(key, RowVersion.Any);
        plan.DeleteHistory(key, ended.Generation, ended.Episodes);
    }

    private void PlanMessage(EpisodePlan plan, string target, HistoryEvent message, long? generation = null)
    {
        string row;
        lock (gate)
        {
            // An event to an instance that does not exist is dropped, as on Azure.
            if (!active.ContainsKey(target))
            {
                return;
            }

            row = TableKey.Number(++inboxSequence);
        }

        var inbox = new InboxRow(target, message, generation);
        plan.Messages.Add((inbox, row));
        plan.Batch(DurableKeys.Inbox, DurableKeys.Of(target)).Insert(row, HistoryJson.Bytes(inbox));
    }

    private void PlanEnd(EpisodePlan plan, ActiveInstance instance, EpisodeEnd? end, DateTime now)
    {
        switch (end)
        {
            case Returned returned:
                PlanEnded(plan, instance, Completion(now, returned.Id, InstanceStatus.Completed) with { Result = returned.Result });
                break;
            case Threw threw:
                LogOrchestrationFailed(instance.Row.Id, instance.Row.Name, threw.Failure.ToString());
                PlanEnded(plan, instance, Completion(now, threw.Id, InstanceStatus.Failed) with { Failure = threw.Failure });
                break;
            case Terminated terminated:
                PlanTerminationOfChildren(plan, instance, terminated, now);
                PlanEnded(plan, instance, Completion(now, instance.History.Count, InstanceStatus.Terminated) with { Result = terminated.Output });
                break;
            case ContinuedAsNew next:
                PlanContinuation(plan, instance, next);
                break;
        }
    }

    private static HistoryEvent Completion(DateTime now, int eventId, InstanceStatus status) =>
        new() { EventType = HistoryEventType.ExecutionCompleted, Timestamp = now, EventId = eventId, OrchestrationStatus = status.ToString() };

    private void PlanEnded(EpisodePlan plan, ActiveInstance instance, HistoryEvent completed)
    {
        plan.Events.Add(completed);
        var status = Enum.Parse<InstanceStatus>(completed.OrchestrationStatus!);
        plan.Ended = instance.Row with
        {
            Status = status,
            Output = completed.Failure?.ToString() ?? completed.Result,
            Failure = completed.Failure,
            CustomStatus = plan.CustomStatus,
            LastUpdatedAt = completed.Timestamp,
            Episodes = instance.Episodes + 1,
            Carryover = null,
        };
        plan.Batch(DurableKeys.Instances, DurableKeys.Active).Delete(instance.Key, RowVersion.Any);
        plan.Batch(DurableKeys.Instances, DurableKeys.Ended).Insert(instance.Key, HistoryJson.Bytes(plan.Ended));
        if (instance.Row.Parent is { } parent)
        {
            var answer = status == InstanceStatus.Completed
                ? Answer(HistoryEventType.SubOrchestrationInstanceCompleted, parent.TaskScheduledId, completed.Timestamp) with { Result = completed.Result }
                : Answer(HistoryEventType.SubOrchestrationInstanceFailed, parent.TaskScheduledId, completed.Timestamp) with { Reason = completed.Result, Failure = completed.Failure };
            PlanMessage(plan, parent.Id, answer, parent.Generation);
        }
    }

    private void PlanTerminationOfChildren(EpisodePlan plan, ActiveInstance instance, Terminated terminated, DateTime now)
    {
        if (!terminated.Recursive)
        {
            return;
        }

        var answered = instance.History.Concat(plan.Events).Select(one => one.TaskScheduledId).OfType<int>().ToHashSet();
        foreach (var child in instance.History.Where(one => one.EventType == HistoryEventType.SubOrchestrationInstanceCreated && !answered.Contains(one.EventId)))
        {
            PlanMessage(plan, child.InstanceId!, new HistoryEvent
            {
                EventType = HistoryEventType.ExecutionTerminated,
                Timestamp = now,
                Input = terminated.Output,
                Recursive = true,
            });
        }
    }

    private static void PlanContinuation(EpisodePlan plan, ActiveInstance instance, ContinuedAsNew next)
    {
        plan.Continued = instance.Row with
        {
            Generation = instance.Row.Generation + 1,
            Input = next.Input,
            Version = next.Version,
            StartAt = null,
            Carryover = next.Carryover.Count == 0 ? null : next.Carryover,
            CustomStatus = plan.CustomStatus,
            Status = InstanceStatus.Running,
        };
        plan.DeleteHistory(instance.Key, instance.Row.Generation, instance.Episodes);
        plan.Batch(DurableKeys.Instances, DurableKeys.Active).Update(instance.Key, HistoryJson.Bytes(plan.Continued), RowVersion.Any);
    }

    private static HistoryEvent Answer(HistoryEventType type, int taskScheduledId, DateTime now) =>
        new() { EventType = type, Timestamp = now, TaskScheduledId = taskScheduledId };

    private static Dictionary<string, string>? MergedTags(Dictionary<string, string>? inherited, IDictionary<string, string>? own)
    {
        if (own is not { Count: > 0 })
        {
            return inherited;
        }

        var merged = new Dictionary<string, string>(inherited ?? [], StringComparer.Ordinal);
        foreach (var (name, value) in own)
        {
            merged[name] = value;
        }

        return merged;
    }
}
