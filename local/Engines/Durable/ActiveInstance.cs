using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Local.Engines.Durable;

/// <summary>An instance that has not ended, in memory. Guarded by the engine's gate, except that an episode alone reads the history.</summary>
internal sealed class ActiveInstance(InstanceRow row)
{
    private TaskCompletionSource? changed;

    public InstanceRow Row { get; set; } = row;

    public string Key { get; } = DurableKeys.Of(row.Id);

    public List<HistoryEvent> History { get; set; } = [];

    /// <summary>Rows of history that the store holds.</summary>
    public int Episodes { get; set; }

    public string? CustomStatus { get; set; } = row.CustomStatus;

    public InstanceStatus Status { get; set; } = InstanceStatus.Pending;

    public DateTime LastUpdatedAt { get; set; } = row.CreatedAt;

    /// <summary>Events that no episode consumed yet, in order of arrival.</summary>
    public List<ArrivedEvent> Arrived { get; } = [];

    /// <summary>True until the row that creates the instance is durable: the id is taken, but nobody sees the instance.</summary>
    public bool IsReserved { get; set; }

    /// <summary>In the ready queue.</summary>
    public bool IsReady { get; set; }

    /// <summary>An episode is in flight.</summary>
    public bool IsRunning { get; set; }

    /// <summary>A continuation came from a foreign thread: the next episode fails the instance.</summary>
    public bool AwaitedForeignTask { get; set; }

    public InstanceState ToState() => new(
        Row.Id, Row.Name, Row.Version, Status, Row.CreatedAt, LastUpdatedAt, Row.Input, null, CustomStatus, null, Row.Parent?.Id, Row.Tags ?? []);

    /// <summary>Completes when the status changes next, or the instance ends.</summary>
    public Task WaitForChange() => (changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Change()
    {
        changed?.TrySetResult();
        changed = null;
    }
}

/// <summary>An event on its way into the history, with the inbox row that keeps it until then (none for what recovery derives again).</summary>
internal readonly record struct ArrivedEvent(HistoryEvent Event, string? InboxRow);
