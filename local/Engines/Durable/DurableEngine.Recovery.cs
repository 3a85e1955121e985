using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.Durable;

public sealed partial class DurableEngine
{
    /// <inheritdoc/>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        await foreach (var row in store.ScanAsync(DurableKeys.Instances, DurableKeys.Active, RowRange.All, cancellationToken))
        {
            var stored = HistoryJson.ReadInstance(row.Value.Span);
            var instance = new ActiveInstance(stored) { Status = stored.Status };
            await LoadHistoryAsync(instance, cancellationToken);
            lock (gate)
            {
                active.Add(instance.Row.Id, instance);
                Resume(instance);
            }
        }

        await RecoverInboxAsync(cancellationToken);
        LogRecovered(active.Count, calls.Count, dues.Count);
    }

    private async Task LoadHistoryAsync(ActiveInstance instance, CancellationToken cancellationToken)
    {
        var partition = DurableKeys.HistoryPartition(instance.Key, instance.Row.Generation);
        await foreach (var row in store.ScanAsync(DurableKeys.History, partition, RowRange.All, cancellationToken))
        {
            var episode = HistoryJson.ReadEpisode(row.Value.Span);
            instance.History.AddRange(episode.Events);
            instance.Episodes++;
            instance.CustomStatus = episode.CustomStatus;
        }

        if (instance.History.Count > 0)
        {
            instance.LastUpdatedAt = instance.History[^1].Timestamp;
            instance.Status = StatusOf(instance.History) ?? InstanceStatus.Running;
        }
    }

    /// <summary>Schedules again whatever the history scheduled and did not see completed.</summary>
    private void Resume(ActiveInstance instance)
    {
        if (instance.History.Count == 0)
        {
            Begin(instance);
            return;
        }

        var answered = instance.History.Select(one => one.TaskScheduledId ?? one.TimerId).OfType<int>().ToHashSet();
        foreach (var one in instance.History.Where(one => !answered.Contains(one.EventId)))
        {
            HandOut(instance, one);
        }

        // A rewound instance waits for its first episode, which no arrived event will ask for.
        if (instance.History[^1].EventType == HistoryEventType.ExecutionRewound)
        {
            MakeReady(instance);
        }
    }

    /// <summary>Readies an instance that no episode ran yet, at once or at the time it was started for.</summary>
    private void Begin(ActiveInstance instance)
    {
        if (instance.Row.StartAt is { } startAt && startAt > Now)
        {
            WaitUntil(instance, DueKind.Start, startAt);
        }
        else
        {
            MakeReady(instance);
        }
    }

    private async Task RecoverInboxAsync(CancellationToken cancellationToken)
    {
        List<(InboxRow Message, string Row)> messages = [];
        await foreach (var row in store.ScanTableAsync(DurableKeys.Inbox, cancellationToken))
        {
            messages.Add((HistoryJson.ReadInbox(row.Value.Span), row.Row));
        }

        List<(string Target, string Row)> undeliverable = [];
        lock (gate)
        {
            foreach (var (message, row) in messages.OrderBy(one => one.Row, StringComparer.Ordinal))
            {
                Deliver(message, row, undeliverable);
                inboxSequence = Math.Max(inboxSequence, long.Parse(row, System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        await DiscardAsync(undeliverable);
    }
}
