using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.Durable;

public sealed partial class DurableEngine
{
    /// <summary>Takes the committed plan into memory and hands out the work it created.</summary>
    private async Task TakeIntoMemoryAsync(EpisodePlan plan, ActiveInstance instance, int taken)
    {
        List<(string Target, string Row)> undeliverable = [];
        lock (gate)
        {
            episodesInFlight--;
            instance.Arrived.RemoveRange(0, taken);
            instance.LastUpdatedAt = plan.Events[^1].Timestamp;
            instance.CustomStatus = plan.CustomStatus;
            Settle(plan, instance, undeliverable);
            foreach (var child in plan.Children)
            {
                child.IsReserved = false;
                MakeReady(child);
            }

            foreach (var (message, row) in plan.Messages)
            {
                Deliver(message, row, undeliverable);
            }

            instance.IsRunning = false;
            if (plan.Ended is null && (instance.Arrived.Count > 0 || plan.Continued is not null || instance.AwaitedForeignTask))
            {
                MakeReady(instance);
            }
        }

        WorkArrived?.Invoke();
        await DiscardAsync(undeliverable);
    }

    private void Settle(EpisodePlan plan, ActiveInstance instance, List<(string Target, string Row)> undeliverable)
    {
        if (plan.Ended is { } ended)
        {
            active.Remove(instance.Row.Id);
            endings.Drained(1, active.Count == 0);
            undeliverable.AddRange(instance.Arrived.Where(one => one.InboxRow is not null).Select(one => (instance.Row.Id, one.InboxRow!)));
            instance.Status = ended.Status;

            // A timer that is not due yet may hold the instance: it must not hold the history with it.
            instance.History = [];
            instance.Change();
        }
        else if (plan.Continued is { } continued)
        {
            instance.Row = continued;
            instance.History = [];
            instance.Episodes = 0;
            instance.Status = InstanceStatus.Running;
        }
        else
        {
            instance.History.AddRange(plan.Events);
            instance.Episodes++;
            var status = StatusOf(plan.Events) ?? (instance.Status == InstanceStatus.Suspended ? InstanceStatus.Suspended : InstanceStatus.Running);
            if (status != instance.Status)
            {
                instance.Status = status;
                instance.Change();
            }

            foreach (var one in plan.Events)
            {
                HandOut(instance, one);
            }
        }
    }

    private void HandOut(ActiveInstance instance, HistoryEvent one)
    {
        if (one.EventType == HistoryEventType.TaskScheduled)
        {
            calls.Enqueue(new ActivityCall(instance, instance.Row.Generation, one));
        }
        else if (one.EventType == HistoryEventType.TimerCreated)
        {
            WaitUntil(instance, DueKind.Timer, one.FireAt!.Value, one.EventId);
        }
    }

    private static InstanceStatus? StatusOf(IEnumerable<HistoryEvent> events) =>
        events.LastOrDefault(one => one.EventType is HistoryEventType.ExecutionSuspended or HistoryEventType.ExecutionResumed)?.EventType switch
        {
            HistoryEventType.ExecutionSuspended => InstanceStatus.Suspended,
            HistoryEventType.ExecutionResumed => InstanceStatus.Running,
            _ => null,
        };

    /// <summary>Hands a durable message to its instance. When that ended meanwhile, nobody will read the row: it is to be deleted.</summary>
    private void Deliver(InboxRow message, string row, List<(string Target, string Row)> undeliverable)
    {
        if (active.TryGetValue(message.InstanceId, out var target) && (message.Generation ?? target.Row.Generation) == target.Row.Generation)
        {
            target.Arrived.Add(new ArrivedEvent(message.Event, row));
            MakeReady(target);
        }
        else
        {
            undeliverable.Add((message.InstanceId, row));
        }
    }

    private async Task DiscardAsync(List<(string Target, string Row)> rows)
    {
        if (rows.Count > 0)
        {
            var plan = new EpisodePlan();
            foreach (var (target, row) in rows)
            {
                plan.Batch(DurableKeys.Inbox, DurableKeys.Of(target)).Delete(row, RowVersion.Any);
            }

            try
            {
                await CommitAsync(plan.Batches);
            }
            catch (StorageUnavailableException)
            {
                // Recovery discards messages without an instance as well; until then the rows harm nobody.
            }
        }
    }
}
