using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Local.Engines.Durable.Orchestrations;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.Durable;

public sealed partial class DurableEngine
{
    private async Task RunEpisodeAsync(ActiveInstance instance)
    {
        ArrivedEvent[] taken;
        lock (gate)
        {
            taken = [.. instance.Arrived];
        }

        var plan = new EpisodePlan();
        try
        {
            if (RunsVersion(instance.Row.Version) || options.VersionFailureStrategy == VersionMismatch.Fail)
            {
                await PlanAsync(plan, instance, taken);
                await CommitAsync(plan.Batches);
                await TakeIntoMemoryAsync(plan, instance, taken.Length);
                return;
            }

            LogVersionRejected(instance.Row.Id, instance.Row.Version ?? string.Empty, options.DefaultVersion ?? string.Empty);
            Release(plan, instance);
        }
        catch (StorageUnavailableException unavailable)
        {
            LogStoreUnavailable(unavailable, instance.Row.Id, Postpone(plan, instance));
        }
    }

    private bool RunsVersion(string? version) => options.DefaultVersion is not { Length: > 0 } own || options.VersionMatchStrategy switch
    {
        VersionMatch.Strict => string.Equals(version, own, StringComparison.OrdinalIgnoreCase),
        VersionMatch.CurrentOrOlder => CompareVersions(version, own) <= 0,
        _ => true,
    };

    private static int CompareVersions(string? version, string own)
    {
        if (string.IsNullOrWhiteSpace(version))
        {
            return -1;
        }

        return System.Version.TryParse(version, out var left) && System.Version.TryParse(own, out var right)
            ? left.CompareTo(right)
            : string.Compare(version, own, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The store was down: the episode runs once more a little later.</summary>
    private DateTime Postpone(EpisodePlan plan, ActiveInstance instance)
    {
        lock (gate)
        {
            Release(plan, instance);
            var at = Now + options.RetryDelay;
            WaitUntil(instance, DueKind.Retry, at);
            return at;
        }
    }

    /// <summary>Nothing was stored: what arrived stays, and reserved ids are free again.</summary>
    private void Release(EpisodePlan plan, ActiveInstance instance)
    {
        lock (gate)
        {
            foreach (var child in plan.Children)
            {
                active.Remove(child.Row.Id);
            }

            episodesInFlight--;
            instance.IsRunning = false;
        }
    }

    private async Task PlanAsync(EpisodePlan plan, ActiveInstance instance, ArrivedEvent[] taken)
    {
        var now = Now;
        plan.Events.AddRange(FreshEvents(instance, taken, now));
        var outcome = Play(instance, plan.Events);
        plan.CustomStatus = outcome.CustomStatus ?? instance.Row.CustomStatus;
        foreach (var decision in outcome.Decisions)
        {
            plan.Events.Add(decision.ToEvent(now));
            switch (decision)
            {
                case CallSubOrchestrator call:
                    await PlanChildAsync(plan, instance, call, now);
                    break;
                case SendExternalEvent sent:
                    PlanMessage(plan, sent.InstanceId, new HistoryEvent { EventType = HistoryEventType.EventRaised, Timestamp = now, Name = sent.Name, Input = sent.Input });
                    break;
            }
        }

        PlanEnd(plan, instance, outcome.End, now);
        plan.Events.Add(new HistoryEvent { EventType = HistoryEventType.OrchestratorCompleted, Timestamp = now });
        foreach (var arrived in taken)
        {
            if (arrived.InboxRow is { } row)
            {
                plan.Batch(DurableKeys.Inbox, instance.Key).Delete(row, RowVersion.Any);
            }
        }

        if (plan.Continued is null)
        {
            plan.Batch(DurableKeys.History, DurableKeys.HistoryPartition(instance.Key, instance.Row.Generation))
                .Insert(TableKey.Number(instance.Episodes), HistoryJson.Bytes(new EpisodeRow(plan.Events, plan.CustomStatus)));
        }
    }

    private static IEnumerable<HistoryEvent> FreshEvents(ActiveInstance instance, ArrivedEvent[] taken, DateTime now)
    {
        yield return new HistoryEvent { EventType = HistoryEventType.OrchestratorStarted, Timestamp = now };
        if (instance.History.Count == 0)
        {
            yield return new HistoryEvent
            {
                EventType = HistoryEventType.ExecutionStarted,
                Timestamp = now,
                Name = instance.Row.Name,
                Version = instance.Row.Version,
                Input = instance.Row.Input,
                InstanceId = instance.Row.Id,
                ParentInstanceId = instance.Row.Parent?.Id,
                ParentName = instance.Row.Parent?.Name,
            };
            foreach (var carried in instance.Row.Carryover ?? [])
            {
                yield return carried;
            }
        }

        foreach (var arrived in taken)
        {
            yield return arrived.Event;
        }
    }

    private EpisodeOutcome Play(ActiveInstance instance, List<HistoryEvent> fresh)
    {
        if (fresh.Find(one => one.EventType == HistoryEventType.ExecutionTerminated) is { } terminated)
        {
            return new EpisodeOutcome([], instance.CustomStatus, new Terminated(terminated.Input ?? terminated.Reason, terminated.Recursive));
        }

        if (instance.AwaitedForeignTask)
        {
            return Failed(new DurableFailure(typeof(InvalidOperationException).FullName!, OrchestratorRun.IllegalAwait));
        }

        if (!RunsVersion(instance.Row.Version))
        {
            return Failed(new DurableFailure("VersionMismatch", "Orchestration version did not comply with Worker Versioning", IsNonRetriable: true));
        }

        if (!functions.HasOrchestrator(instance.Row.Name))
        {
            return Failed(new DurableFailure("OrchestratorTaskNotFound", $"No orchestrator function is named '{instance.Row.Name}': deploy it, then rewind the instance.", IsNonRetriable: true));
        }

        var generation = instance.Row.Generation;
        return new OrchestratorRun(instance.Row, options, () => ReportForeignAwait(instance, generation)).Execute(functions, instance.History, fresh);

        EpisodeOutcome Failed(DurableFailure failure) => new([], instance.CustomStatus, new Threw(instance.History.Count, failure));
    }

    private void ReportForeignAwait(ActiveInstance instance, long generation)
    {
        lock (gate)
        {
            if (!IsCurrent(instance, generation) || instance.AwaitedForeignTask)
            {
                return;
            }

            instance.AwaitedForeignTask = true;
            MakeReady(instance);
        }

        LogForeignAwait(instance.Row.Id, instance.Row.Name);
        WorkArrived?.Invoke();
    }
}
