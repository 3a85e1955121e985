using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Local.Engines.Durable.Orchestrations;

/// <summary>
/// Holds a replay against its history more strictly than an engine does. An engine confirms the number, the kind and the name of a
/// decision when it meets the recorded one; this also asks that it was made in the same episode, with the same content.
/// </summary>
internal sealed class ReplayCheck
{
    private readonly bool recordsInputs;
    private readonly int exactFrom;
    private bool ends;

    public ReplayCheck(IReadOnlyList<HistoryEvent> history)
    {
        // The real engine's histories do not keep what activities were called with.
        recordsInputs = history.Any(one => one.EventType == HistoryEventType.TaskScheduled && one.Input is not null);

        // A rewind takes decisions out of the episodes before it, to be made again after it.
        for (var at = 0; at < history.Count; at++)
        {
            exactFrom = history[at].EventType == HistoryEventType.ExecutionRewound ? at : exactFrom;
        }
    }

    /// <summary>Place of the event that is played.</summary>
    public int At { get; private set; } = -1;

    /// <summary>The replay comes to the next event.</summary>
    public void Reach(HistoryEvent one)
    {
        At++;
        ends |= one.EventType == HistoryEventType.ExecutionCompleted;
    }

    /// <summary>An episode is over: everything it decided must be recorded in it.</summary>
    public void EndEpisode(IEnumerable<Decision> unconfirmed, bool hasEnded)
    {
        if (ends || At < exactFrom)
        {
            return;
        }

        if (unconfirmed.FirstOrDefault() is { } early)
        {
            throw new NonDeterministicOrchestrationException(
                $"The orchestrator now also schedules {early.Kind} with sequence number {early.Id} in this episode, which the recorded execution did later or never.");
        }

        if (hasEnded)
        {
            throw new NonDeterministicOrchestrationException("The orchestrator now ends in this episode, the recorded execution went on.");
        }
    }

    /// <summary>Same number, kind and name: the content must be the same too.</summary>
    public void Confirm(HistoryEvent recorded, Decision replayed)
    {
        switch (replayed)
        {
            case CallActivity activity:
                Require(recorded, "input", recorded.Input, activity.Input, recordsInputs && !PayloadText.Same(recorded.Input, activity.Input));
                break;
            case CallSubOrchestrator child:
                Require(recorded, "instance id", recorded.InstanceId, child.InstanceId, recorded.InstanceId != child.InstanceId);
                Require(recorded, "input", recorded.Input, child.Input, !PayloadText.Same(recorded.Input, child.Input));
                break;
            case StartTimer timer:
                Require(recorded, "due time", $"{recorded.FireAt:O}", $"{timer.FireAt:O}", recorded.FireAt != timer.FireAt);
                break;
            case SendExternalEvent sent:
                Require(recorded, "receiver", recorded.InstanceId, sent.InstanceId, recorded.InstanceId != sent.InstanceId);
                Require(recorded, "payload", recorded.Input, sent.Input, !PayloadText.Same(recorded.Input, sent.Input));
                break;
        }
    }

    private static void Require(HistoryEvent recorded, string what, string? before, string? now, bool differs)
    {
        if (differs)
        {
            throw new NonDeterministicOrchestrationException(
                $"The {what} of decision {recorded.EventId} ({recorded.EventType} {recorded.Name}) was {before ?? "nothing"}, and is {now ?? "nothing"} now.");
        }
    }
}
