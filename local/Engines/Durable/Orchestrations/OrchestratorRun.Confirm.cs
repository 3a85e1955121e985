using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Local.Engines.Durable.Orchestrations;

internal sealed partial class OrchestratorRun
{
    private const string WasCodeChanged = "Was a change made to the orchestrator code after this instance had already started running?";

    /// <summary>Holds a recorded decision against the replayed one: same number, same kind, same name.</summary>
    private void Confirm(HistoryEvent recorded)
    {
        var id = recorded.EventId;
        var before = $"A previous execution of this orchestration scheduled {Describe(recorded)} with sequence number {id}";
        if (!decisions.TryGetValue(id, out var replayed))
        {
            throw new NonDeterministicOrchestrationException($"{before}, but the current replay execution hasn't (yet?) scheduled this task. {WasCodeChanged}");
        }

        var same = (recorded.EventType, replayed) switch
        {
            (HistoryEventType.TaskScheduled, CallActivity activity) => SameName(recorded.Name, activity.Name),
            (HistoryEventType.SubOrchestrationInstanceCreated, CallSubOrchestrator child) => SameName(recorded.Name, child.Name),
            (HistoryEventType.TimerCreated, StartTimer) => true,
            (HistoryEventType.EventSent, SendExternalEvent sent) => SameName(recorded.Name, sent.Name),
            _ => false,
        };
        if (!same)
        {
            throw new NonDeterministicOrchestrationException(
                $"{before}, but the current orchestration replay instead scheduled {replayed.Kind} with this sequence number. {WasCodeChanged}");
        }

        check?.Confirm(recorded, replayed);
        decisions.Remove(id);
    }

    private static bool SameName(string? recorded, string replayed) => string.Equals(recorded, replayed, StringComparison.OrdinalIgnoreCase);

    private static string Describe(HistoryEvent recorded) => recorded.EventType switch
    {
        HistoryEventType.TaskScheduled => $"an activity task named '{recorded.Name}'",
        HistoryEventType.SubOrchestrationInstanceCreated => $"a sub-orchestration task named '{recorded.Name}' (instance ID '{recorded.InstanceId}')",
        HistoryEventType.TimerCreated => "a timer task",
        _ => $"a send event task named '{recorded.Name}' (instance ID '{recorded.InstanceId}')",
    };
}
