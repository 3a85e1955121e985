using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Functions;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Local.Hosting.Functions;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>
/// What the sagas can come to, as marks read from the code (activities, outcomes, answers, ends), and the marks that a history leaves. A
/// mark that no recorded history leaves is a path that nobody replays.
/// </summary>
internal static class SagaCoverage
{
    private static readonly string[] Compensations =
    [
        nameof(InvoiceActivities.ReopenUsage), nameof(InvoiceActivities.DropDraft), nameof(InvoiceActivities.CreditInvoice), nameof(InvoiceActivities.ReversePosting),
    ];

    // The two that hand something to a lane and wait for it.
    private static readonly string[] Waiting = [nameof(InvoiceActivities.PostInvoice), nameof(InvoiceActivities.ReversePosting)];

    private static readonly string[] Rings = [SagaEvents.PostingSettled, SagaEvents.Resolved];

    /// <summary>Every mark that the code can leave. New activities, outcomes, answers and states are in it by themselves.</summary>
    public static SortedSet<string> Expected()
    {
        var activities = FunctionIndex.Of(typeof(FabricServices).Assembly).TriggeredBy<ActivityTriggerAttribute>().Select(found => found.Function).ToList();
        var steps = activities.Where(one => one.Definition.EntryPoint.Contains(nameof(InvoiceActivities), StringComparison.Ordinal)).Select(one => one.Name).ToList();
        string[] marks =
        [
            .. activities.SelectMany(one => new[] { $"{one.Name} is called", $"{one.Name} throws", $"{one.Name} is tried again after an outage" }),
            .. from step in steps from result in Enum.GetValues<StepResult>() where CanAnswer(step, result) select $"{step} answers {result}",
            .. from step in steps from action in Enum.GetValues<SagaAction>() select $"{step} is asked about and answered {action}",
            .. steps.Select(step => $"{step} is called again because a person said so"),
            .. Enumerable.Range(1, Compensations.Length).Select(count => $"undoes {string.Join(", ", Compensations.Take(count).Reverse())}"),
            .. from state in Enum.GetValues<SagaState>() where state != SagaState.Running from invoice in new[] { "an", "no" } select $"ends {state} with {invoice} invoice",
            .. Enum.GetValues<InstanceStatus>().Where(status => status is not (InstanceStatus.Pending or InstanceStatus.Running or InstanceStatus.Suspended)).Select(status => $"the instance ends {status}"),
            .. Rings.SelectMany(ring => new[] { $"{ring} is heard", $"{ring} comes when nobody listens", $"{ring} is lost and the saga looks by itself" }),
            "a second run", "suspended", "resumed", "rewound",
        ];
        return new(marks, StringComparer.Ordinal);
    }

    /// <summary>The marks of one history.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<HistoryEvent> history) =>
        OfCalls(history).Concat(OfRings(history)).Concat(OfTheEnd(history)).Concat(OfOperators(history));

    private static bool CanAnswer(string step, StepResult result) => result switch
    {
        StepResult.Skipped => false, // A person's word, not a step's.
        StepResult.Waiting => Waiting.Contains(step),
        _ => true,
    };

    private static IEnumerable<string> OfCalls(IReadOnlyList<HistoryEvent> history)
    {
        var answers = history.Where(one => one.TaskScheduledId is not null).ToDictionary(one => one.TaskScheduledId!.Value);
        var undone = new List<string>();
        foreach (var call in history.Where(one => one.EventType == HistoryEventType.TaskScheduled))
        {
            yield return $"{call.Name} is called";
            if (Read<StepInput>(call.Input) is { Retries: > 0 })
            {
                yield return $"{call.Name} is called again because a person said so";
            }

            if (Compensations.Contains(call.Name) && !undone.Contains(call.Name!))
            {
                undone.Add(call.Name!);
            }

            if (answers.GetValueOrDefault(call.EventId) is { } answer)
            {
                foreach (var mark in OfAnswer(call, answer, history))
                {
                    yield return mark;
                }
            }
        }

        if (undone.Count > 0)
        {
            yield return $"undoes {string.Join(", ", undone)}";
        }
    }

    private static IEnumerable<string> OfAnswer(HistoryEvent call, HistoryEvent answer, IReadOnlyList<HistoryEvent> history)
    {
        if (answer.EventType == HistoryEventType.TaskFailed)
        {
            // The retry policy tells outages from bugs: it waits before the next attempt.
            yield return history.Any(one => one.RetryTimer && one.EventId == call.EventId + 1) ? $"{call.Name} is tried again after an outage" : $"{call.Name} throws";
        }
        else if (call.Name == nameof(SagaActivities.ReadAnswer))
        {
            if (Read<SagaAnswer>(answer.Result) is { } given)
            {
                yield return $"{Read<SagaQuestion>(call.Input)!.Step} is asked about and answered {given.Action}";
            }
        }
        else if (Read<StepOutcome>(answer.Result) is { } outcome)
        {
            yield return $"{call.Name} answers {outcome.Result}";
        }
    }

    private static IEnumerable<string> OfRings(IReadOnlyList<HistoryEvent> history)
    {
        for (var at = 0; at + 1 < history.Count; at++)
        {
            var next = history[at + 1];
            if (history[at] is { EventType: HistoryEventType.EventRaised, Name: { } ring })
            {
                yield return next.EventType == HistoryEventType.TaskScheduled ? $"{ring} is heard" : $"{ring} comes when nobody listens";
            }
            else if (history[at].EventType == HistoryEventType.TimerFired && next.EventType == HistoryEventType.TaskScheduled)
            {
                var ringLost = Waiting.Contains(next.Name) ? SagaEvents.PostingSettled : next.Name == nameof(SagaActivities.ReadAnswer) ? SagaEvents.Resolved : null;
                if (ringLost is not null)
                {
                    yield return $"{ringLost} is lost and the saga looks by itself";
                }
            }
        }
    }

    private static IEnumerable<string> OfTheEnd(IReadOnlyList<HistoryEvent> history)
    {
        var end = SagaInFlight.EndOf(history);
        yield return $"the instance ends {end.OrchestrationStatus}";
        if (Read<SagaEnd>(end.Result) is { } ended)
        {
            yield return $"ends {ended.State} with {(ended.InvoiceId is null ? "no" : "an")} invoice";
            if (ended.Run > 1)
            {
                yield return "a second run";
            }
        }
    }

    private static IEnumerable<string> OfOperators(IReadOnlyList<HistoryEvent> history) => history.Select(one => one.EventType switch
    {
        HistoryEventType.ExecutionSuspended => "suspended",
        HistoryEventType.ExecutionResumed => "resumed",
        HistoryEventType.ExecutionRewound => "rewound",
        _ => null,
    }).OfType<string>();

    private static T? Read<T>(string? json)
        where T : class => json is null ? null : DurableJson.Converter.Deserialize<T>(json);
}
