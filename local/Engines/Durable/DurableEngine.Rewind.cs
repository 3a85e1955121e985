using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.Durable;

public sealed partial class DurableEngine
{
    /// <summary>
    /// Rewinds a failed instance: what failed is taken out of its history and runs again, what succeeded stays. Failed
    /// sub-orchestrations are rewound with it, in the same commit. An orchestrator that caught the failure and went on decides
    /// otherwise when replayed; it then fails as non-deterministic, as on Azure.
    /// </summary>
    /// <exception cref="ArgumentException">No such instance.</exception>
    /// <exception cref="InvalidOperationException">It has not failed.</exception>
    public async Task RewindAsync(string instanceId, string? reason, CancellationToken cancellationToken = default)
    {
        var state = await FindAsync(instanceId, cancellationToken)
            ?? throw new ArgumentException($"An orchestration with the instance id '{instanceId}' was not found.", nameof(instanceId));
        if (state.Status != InstanceStatus.Failed)
        {
            throw new InvalidOperationException($"The rewind operation is only supported on failed orchestration instances; '{instanceId}' is {state.Status}.");
        }

        var plan = new EpisodePlan();
        try
        {
            if (!await PlanRewindAsync(plan, instanceId, reason))
            {
                throw new InvalidOperationException($"The orchestration '{instanceId}' is being changed by another request: try again.");
            }

            await CommitAsync(plan.Batches);
        }
        catch
        {
            plan.Children.ForEach(Release);
            throw;
        }

        lock (gate)
        {
            foreach (var instance in plan.Children)
            {
                instance.IsReserved = false;
                Resume(instance);
            }
        }

        WorkArrived?.Invoke();
    }

    /// <summary>Plans the rewind of one failed instance and, below it, of its failed sub-orchestrations; false when it has not failed.</summary>
    private async Task<bool> PlanRewindAsync(EpisodePlan plan, string instanceId, string? reason)
    {
        if (await FindEndedAsync(DurableKeys.Of(instanceId), CancellationToken.None) is not { Status: InstanceStatus.Failed } ended
            || Reserve(ended with { Output = null, Failure = null, Status = InstanceStatus.Pending }) is not { } instance)
        {
            return false;
        }

        plan.Children.Add(instance);
        await LoadHistoryAsync(instance, CancellationToken.None);
        var failed = instance.History
            .Where(one => one.EventType is HistoryEventType.TaskFailed or HistoryEventType.SubOrchestrationInstanceFailed)
            .Select(one => one.TaskScheduledId!.Value)
            .ToHashSet();
        foreach (var child in instance.History.Where(one => one.EventType == HistoryEventType.SubOrchestrationInstanceCreated && failed.Contains(one.EventId)))
        {
            if (await PlanRewindAsync(plan, child.InstanceId!, reason))
            {
                failed.Remove(child.EventId);
            }
        }

        var kept = Kept(instance.History, failed);
        kept.Add(new HistoryEvent { EventType = HistoryEventType.ExecutionRewound, Timestamp = Now, Reason = reason });
        PlanRewrittenHistory(plan, ended, kept, instance.CustomStatus);
        instance.History = kept;
        instance.Episodes = 1;
        instance.Status = InstanceStatus.Running;
        plan.Batch(DurableKeys.Instances, DurableKeys.Ended).Delete(instance.Key, RowVersion.Any);
        plan.Batch(DurableKeys.Instances, DurableKeys.Active).Insert(instance.Key, HistoryJson.Bytes(instance.Row));
        return true;
    }

    private static void PlanRewrittenHistory(EpisodePlan plan, InstanceRow ended, List<HistoryEvent> kept, string? customStatus)
    {
        var batch = plan.Batch(DurableKeys.History, DurableKeys.HistoryPartition(DurableKeys.Of(ended.Id), ended.Generation));
        batch.Update(TableKey.Number(0), HistoryJson.Bytes(new EpisodeRow(kept, customStatus)), RowVersion.Any);
        for (var episode = 1; episode < ended.Episodes; episode++)
        {
            batch.Delete(TableKey.Number(episode), RowVersion.Any);
        }
    }

    private static List<HistoryEvent> Kept(List<HistoryEvent> history, HashSet<int> failed)
    {
        var retryTimers = history.Where(one => one.RetryTimer).Select(one => one.EventId).ToHashSet();
        return [.. history.Where(one => one.EventType switch
        {
            HistoryEventType.TaskFailed or HistoryEventType.SubOrchestrationInstanceFailed or HistoryEventType.ExecutionCompleted => false,
            HistoryEventType.TaskScheduled or HistoryEventType.SubOrchestrationInstanceCreated => !failed.Contains(one.EventId),
            HistoryEventType.TimerCreated => !one.RetryTimer,
            HistoryEventType.TimerFired => !retryTimers.Contains(one.TimerId!.Value),
            _ => true,
        })];
    }
}
