using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Local.Engines.Durable.Orchestrations;

/// <summary>What an orchestrator decided, by its sequence number. It becomes a history event of the same number.</summary>
internal abstract record Decision(int Id)
{
    /// <summary>How messages about differences call it.</summary>
    public abstract string Kind { get; }

    /// <summary>The event that records it.</summary>
    public abstract HistoryEvent ToEvent(DateTime now);
}

internal sealed record CallActivity(int Id, string Name, string? Version, string? Input) : Decision(Id)
{
    public override string Kind => $"an activity task named '{Name}'";

    public override HistoryEvent ToEvent(DateTime now) =>
        new() { EventType = HistoryEventType.TaskScheduled, Timestamp = now, EventId = Id, Name = Name, Version = Version, Input = Input };
}

internal sealed record CallSubOrchestrator(int Id, string Name, string? Version, string InstanceId, string? Input, IDictionary<string, string>? Tags) : Decision(Id)
{
    public override string Kind => $"a sub-orchestration task named '{Name}'";

    public override HistoryEvent ToEvent(DateTime now) => new()
    {
        EventType = HistoryEventType.SubOrchestrationInstanceCreated,
        Timestamp = now,
        EventId = Id,
        Name = Name,
        Version = Version,
        InstanceId = InstanceId,
        Input = Input,
    };
}

internal sealed record StartTimer(int Id, DateTime FireAt, bool IsRetry) : Decision(Id)
{
    public override string Kind => "a timer task";

    public override HistoryEvent ToEvent(DateTime now) =>
        new() { EventType = HistoryEventType.TimerCreated, Timestamp = now, EventId = Id, FireAt = FireAt, RetryTimer = IsRetry };
}

internal sealed record SendExternalEvent(int Id, string InstanceId, string Name, string? Input) : Decision(Id)
{
    public override string Kind => $"a send event task named '{Name}'";

    public override HistoryEvent ToEvent(DateTime now) =>
        new() { EventType = HistoryEventType.EventSent, Timestamp = now, EventId = Id, Name = Name, InstanceId = InstanceId, Input = Input };
}
