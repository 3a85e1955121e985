using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Coverage;

/// <summary>Recognises the recovery paths of sagas by their journal and their histories.</summary>
internal sealed class SagaPaths
{
    private const string Journal = "sagas";

    private readonly Dictionary<string, HistoryEventType> wokenBy = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> claimedBy = new(StringComparer.Ordinal);
    private readonly World world;
    private readonly Action<RecoveryPath> saw;

    private SagaPaths(World world, Action<RecoveryPath> saw) => (this.world, this.saw) = (world, saw);

    /// <summary>Watches a world.</summary>
    public static void Watch(World world, Sightings sightings, Action<RecoveryPath> saw)
    {
        var paths = new SagaPaths(world, saw);
        world.Committed += paths.WatchCommitted;
        sightings.Refused += (batch, _) =>
        {
            if (batch.Table == Journal)
            {
                saw(batch.Changes[0].Row == "record" ? RecoveryPath.SagaClaimLost : RecoveryPath.AnswerOverruled);
            }
        };
    }

    private void WatchCommitted(TableBatch batch)
    {
        foreach (var change in batch.Changes.Where(change => !change.Value.IsEmpty))
        {
            switch (batch.Table)
            {
                case Journal when change.Row == "record":
                    WatchRecord(FabricJson.Read<SagaRecord>(change.Value.Span));
                    break;
                case Journal when change.Row.StartsWith("step:", StringComparison.Ordinal):
                    WatchStep(FabricJson.Read<SagaStepRecord>(change.Value.Span));
                    break;
                case DurableKeys.Instances when batch.Partition == DurableKeys.Active:
                    if (claimedBy.Remove(HistoryJson.ReadInstance(change.Value.Span).Id, out var start) && start < world.Starts)
                    {
                        saw(RecoveryPath.ClaimStartedLater);
                    }

                    break;
                case DurableKeys.History:
                    HistoryJson.ReadEpisode(change.Value.Span).Events.ForEach(one => WatchEvent(batch.Partition, one));
                    break;
            }
        }
    }

    private void WatchRecord(SagaRecord record)
    {
        if (record.State == SagaState.Running)
        {
            claimedBy[record.SagaId] = world.Starts;
        }
        else if (record is { State: SagaState.Completed, Run: > 1 })
        {
            saw(RecoveryPath.BilledAgain);
        }
    }

    private void WatchStep(SagaStepRecord step)
    {
        RecoveryPath? path = (step.Step, step.Outcome) switch
        {
            (_, { Result: not StepResult.Done }) => null,
            (nameof(InvoiceActivities.CreditInvoice) or nameof(InvoiceActivities.DropDraft), { Value: "dropped" }) => RecoveryPath.DraftDropped,
            (nameof(InvoiceActivities.CreditInvoice), { Value: not "nothing issued" }) => RecoveryPath.InvoiceCredited,
            (nameof(InvoiceActivities.ReversePosting), { Value: not "nothing posted" }) => RecoveryPath.PostingReversed,
            (nameof(InvoiceActivities.ReopenUsage), { Value: "reopened" }) => RecoveryPath.UsageReopened,
            _ => null,
        };
        if (path is { } taken)
        {
            saw(taken);
        }
    }

    private void WatchEvent(string instance, HistoryEvent one)
    {
        switch (one.EventType)
        {
            case HistoryEventType.TimerFired or HistoryEventType.EventRaised:
                wokenBy[instance] = one.EventType;
                break;
            case HistoryEventType.TimerCreated when one.RetryTimer:
                saw(RecoveryPath.ActivityRetried);
                break;
            case HistoryEventType.TaskScheduled when one.Name == nameof(SagaActivities.EscalateQuestion):
                saw(RecoveryPath.QuestionEscalated);
                break;
            case HistoryEventType.TaskCompleted when wokenBy.Remove(instance, out var woken):
                var isWaiting = one.Result is null or "null" || one.Result.Contains("\"Waiting\"", StringComparison.Ordinal);
                if (woken == HistoryEventType.TimerFired ? !isWaiting : isWaiting)
                {
                    saw(isWaiting ? RecoveryPath.RingForNothing : RecoveryPath.SagaLookedByItself);
                }

                break;
        }
    }
}
