using Microsoft.DurableTask;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>
/// That the recorded histories bite: each change that would break sagas under way is found in every history that it concerns, and in no
/// other, with a message that a person can act on.
/// </summary>
public sealed class SagaChangeTests
{
    [Fact]
    public void Replay_StepRemoved_IsFoundWhereverTheStepWasTaken() =>
        AssertFound<SagaChanges.StepRemoved>("ReconcilePeriod", history => Calls(history, nameof(InvoiceActivities.ReconcilePeriod)));

    [Fact]
    public void Replay_StepsSwapped_IsFoundWhereverTheFirstWasTaken() =>
        AssertFound<SagaChanges.StepsSwapped>("'ReconcilePeriod' with sequence number", history => Calls(history, nameof(InvoiceActivities.ReconcilePeriod)));

    [Fact]
    public void Replay_ActivityRenamed_IsFoundWhereverItWasCalled() =>
        AssertFound<SagaChanges.ActivityRenamed>("instead scheduled an activity task named 'RateAndTaxUsage'", history => Calls(history, nameof(InvoiceActivities.RateUsage)));

    [Fact]
    public void Replay_TimerAdded_IsFoundWhereverItComesInBetween() =>
        AssertFound<SagaChanges.TimerAdded>("instead scheduled a timer task", history => Calls(history, nameof(InvoiceActivities.IssueInvoice)));

    // An event that was only waited for leaves nothing in a history; one that was heard is followed by what the saga then did.
    [Fact]
    public void Replay_EventRenamed_IsFoundWhereverItWasHeard() =>
        AssertFound<SagaChanges.EventRenamed>("hasn't (yet?) scheduled", Hears);

    [Fact]
    public void Replay_InputOfTheStepsReshaped_IsFoundWhereverInputsAreRecorded() =>
        AssertFound<SagaChanges.StepInputReshaped>("\"Saga\":\"invoice:acme:20261001\"", history => history.Any(one => one.EventType == HistoryEventType.TaskScheduled && one.Input is not null));

    // The real engine's histories hold no inputs, but they hold what the saga returned.
    [Fact]
    public void Replay_InputOfTheSagaReshaped_IsFoundEverywhere() =>
        AssertFound<SagaChanges.SagaInputReshaped>("\"AccountId\":null", history => Calls(history, nameof(InvoiceActivities.FreezeUsage)));

    [Fact]
    public void Replay_FewerRetries_IsFoundWhereTheyWereNeeded() =>
        AssertFound<SagaChanges.FewerRetries>("The due time of decision", history => history
            .Where(one => one.EventType == HistoryEventType.TaskScheduled)
            .Join(history.Where(one => one.EventType == HistoryEventType.TaskFailed), call => call.EventId, failed => failed.TaskScheduledId, (call, _) => call.Name)
            .GroupBy(name => name).Any(failed => failed.Count() >= 3));

    // The first two asked, under ids of version 1.0; in the last a ring came first, which started the looks of version 1.0 over.
    [Fact]
    public void Replay_VersionIgnored_IsFoundWhereOlderVersionsDecidedOtherwise()
    {
        string[] older = ["1.0/question-escalated", "1.0/question-ring-lost", "real-engine/1.0/closed-after-a-rejected-posting"];
        AssertFound<SagaChanges.VersionIgnored>("The due time of decision", older.Contains);
    }

    [Fact]
    public void Mismatch_SaysWhichEventAndWhatToDo()
    {
        var mismatch = HistoryReplay.FindMismatch(HistoryFiles.Read("1.0/closed"), ChangedSaga.Of<SagaChanges.ActivityRenamed>())!;

        Assert.Equal(("invoice:acme:20261001", "InvoiceSaga", "1.0", "TaskScheduled #1 RateUsage"), (mismatch.InstanceId, mismatch.Orchestrator, mismatch.Version, mismatch.Event));
        Assert.Equal(
            "A previous execution of this orchestration scheduled an activity task named 'RateUsage' with sequence number 1, but the current orchestration replay "
            + "instead scheduled an activity task named 'RateAndTaxUsage' with this sequence number. Was a change made to the orchestrator code after this instance had already started running?",
            mismatch.Message);
        Assert.Contains("instances of version 1.0", mismatch.Advice, StringComparison.Ordinal);
        Assert.Contains("context.Version", mismatch.Advice, StringComparison.Ordinal);
        Assert.Contains("GET /runtime/webhooks/durabletask/instances?runtimeStatus=Pending,Running,Suspended", mismatch.Advice, StringComparison.Ordinal);
    }

    private static void AssertFound<TChange>(string message, Func<IReadOnlyList<HistoryEvent>, bool> concerns)
        where TChange : ChangedSaga, new() => AssertFound<TChange>(message, name => concerns(HistoryFiles.Read(name)));

    private static void AssertFound<TChange>(string message, Func<string, bool> concerns)
        where TChange : ChangedSaga, new()
    {
        var found = new Dictionary<string, HistoryMismatch>();
        var expected = new List<string>();
        foreach (var name in HistoryFiles.Names)
        {
            if (concerns(name))
            {
                expected.Add(name);
            }

            if (HistoryReplay.FindMismatch(HistoryFiles.Read(name), ChangedSaga.Of<TChange>()) is { } mismatch)
            {
                found.Add(name, mismatch);
            }
        }

        Assert.NotEmpty(expected);
        Assert.Equal(expected, found.Keys);
        Assert.Contains(found.Values, mismatch => mismatch.Message.Contains(message, StringComparison.Ordinal));
    }

    private static bool Calls(IReadOnlyList<HistoryEvent> history, string activity) =>
        history.Any(one => one.EventType == HistoryEventType.TaskScheduled && one.Name == activity);

    private static bool Hears(IReadOnlyList<HistoryEvent> history) => history.Zip(history.Skip(1)).Any(pair =>
        pair.First is { EventType: HistoryEventType.EventRaised, Name: SagaEvents.PostingSettled }
        && pair.Second.EventType is HistoryEventType.TaskScheduled or HistoryEventType.TimerCreated);
}
