using Azure.Messaging.ServiceBus;
using RevenueFunctions.Functions.Posting;
using RevenueFunctions.Local.Engines.ServiceBus;
using RevenueFunctions.Posting;
using RevenueFunctions.Storage;
using RevenueFunctions.Tests.Simulation.Invariants;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Coverage;

/// <summary>Recognises the recovery paths of posting lanes by how their rows change.</summary>
internal sealed class PostingPaths
{
    private readonly Dictionary<(string Lane, string Row), (LaneEntry Entry, CallSighting? Call)> entries = [];
    private readonly Dictionary<string, LaneHead> heads = new(StringComparer.Ordinal);
    private readonly Sightings sightings;
    private readonly Action<RecoveryPath> saw;

    private PostingPaths(Sightings sightings, Action<RecoveryPath> saw) => (this.sightings, this.saw) = (sightings, saw);

    /// <summary>Watches a world.</summary>
    public static void Watch(World world, Sightings sightings, Action<RecoveryPath> saw)
    {
        var paths = new PostingPaths(sightings, saw);
        world.Committed += paths.WatchCommitted;
        sightings.Refused += (batch, _) => paths.WatchRefused(batch);
        sightings.CallEnded += paths.WatchCall;
    }

    private static bool IsEntry(TableChange change) => change.Row.StartsWith("entry:", StringComparison.Ordinal);

    private void WatchCommitted(TableBatch batch)
    {
        if (batch.Table == QueueRows.Scheduled && batch.Changes.Any(change => !change.Value.IsEmpty && FabricJson.Read<StoredMessage>(change.Value.Span).MessageId.Contains(":in-flight:", StringComparison.Ordinal)))
        {
            saw(RecoveryPath.CallInFlightWaitedFor);
        }

        if (batch.Table != PostingLaneState.Table)
        {
            return;
        }

        foreach (var change in batch.Changes.Where(IsEntry))
        {
            var entry = FabricJson.Read<LaneEntry>(change.Value.Span);
            if (entries.TryGetValue((batch.Partition, change.Row), out var before))
            {
                WatchEntry(before.Entry, entry, before.Call == sightings.Call);
            }
            else if (entry.Generation > 0)
            {
                saw(RecoveryPath.PostingQueuedAgain);
            }

            entries[(batch.Partition, change.Row)] = (entry, sightings.Call);
            if (batch.Changes.FirstOrDefault(one => one.Row == "head") is { Row: not null } head)
            {
                WatchHead(heads.GetValueOrDefault(batch.Partition), FabricJson.Read<LaneHead>(head.Value.Span), entry);
                heads[batch.Partition] = FabricJson.Read<LaneHead>(head.Value.Span);
            }
        }
    }

    private void WatchEntry(LaneEntry before, LaneEntry entry, bool isSameCall)
    {
        RecoveryPath? path = (before.State, entry.State) switch
        {
            (LaneEntryState.Sending, LaneEntryState.Unknown) => RecoveryPath.OutcomeUnknown,
            (LaneEntryState.Unknown, LaneEntryState.Posted) => RecoveryPath.UnknownFound,
            (LaneEntryState.Unknown, LaneEntryState.Sending) => RecoveryPath.UnknownSentAgain,
            (LaneEntryState.Sending, LaneEntryState.Posted) when !isSameCall => RecoveryPath.InterruptedFound,
            (LaneEntryState.Sending, LaneEntryState.Sending) when entry.Attempt > before.Attempt => RecoveryPath.InterruptedSentAgain,
            (_, LaneEntryState.SetAside) => RecoveryPath.EntrySetAside,
            _ => null,
        };
        if (path is { } taken)
        {
            saw(taken);
        }

        if (entry.State == LaneEntryState.Posted && (sightings.Call?.Trigger as ServiceBusReceivedMessage)?.MessageId.Contains(":sweep:", StringComparison.Ordinal) == true)
        {
            saw(RecoveryPath.SweepWokeLane);
        }
    }

    private void WatchHead(LaneHead? before, LaneHead head, LaneEntry entry)
    {
        if (head.RetryAt is not null && head.RetryAt != before?.RetryAt)
        {
            saw(RecoveryPath.BackedOff);
        }

        if (before?.RetryAt is not null && head.RetryAt is null && entry.State == LaneEntryState.Posted)
        {
            saw(RecoveryPath.BackOffEnded);
        }

        if (before?.BlockedKey is null && head.BlockedKey is not null)
        {
            saw(RecoveryPath.LaneStoodStill);
        }

        if (before?.BlockedKey is not null && head.BlockedKey is null && entry.State != LaneEntryState.SetAside)
        {
            saw(entry.State == LaneEntryState.Unknown ? RecoveryPath.LaneReleased : RecoveryPath.LaneRetried);
        }
    }

    private void WatchRefused(TableBatch batch)
    {
        if (batch.Table != PostingLaneState.Table)
        {
            return;
        }

        var isIntent = batch.Changes.Any(change => IsEntry(change) && FabricJson.Read<LaneEntry>(change.Value.Span).State == LaneEntryState.Sending);
        saw(batch.Changes.Any(change => change.Row == "tail") ? RecoveryPath.LanePlaceLost : isIntent ? RecoveryPath.IntentRefused : RecoveryPath.LaneSuperseded);
    }

    private void WatchCall(CallSighting call)
    {
        if (call is { Function: nameof(PostingLaneFunction), HasFailed: false, Trigger: ServiceBusReceivedMessage { DeliveryCount: > 1 } })
        {
            saw(RecoveryPath.SagaRemindedOfPosting);
        }
    }
}
