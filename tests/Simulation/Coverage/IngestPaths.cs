using RevenueFunctions.Functions.Ingest;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Engines.EventHub;
using RevenueFunctions.Storage;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Coverage;

/// <summary>Recognises the recovery paths of ingest and of the usage hub.</summary>
internal static class IngestPaths
{
    /// <summary>Watches a world.</summary>
    public static void Watch(World world, Sightings sightings, Action<RecoveryPath> saw)
    {
        var isCheckpointMissing = false;
        sightings.Refused += (batch, result) => WatchRefused(batch, result, saw);
        sightings.Unavailable += table => isCheckpointMissing |= table == HubCheckpoint.Table;
        sightings.Starting += () => isCheckpointMissing = false;
        sightings.CallEnded += call =>
        {
            if (call.Function != nameof(IngestUsageEvents) || call.HasFailed)
            {
                return;
            }

            isCheckpointMissing = false;
            if (call.RetryCount > 0)
            {
                saw(RecoveryPath.BatchRetried);
            }

            if (!call.Tables.Contains(LedgerPartition.Table))
            {
                saw(RecoveryPath.RedeliveryRecognised);
            }
        };
        world.Committed += batch =>
        {
            if (batch.Table == HubCheckpoint.Table && isCheckpointMissing)
            {
                isCheckpointMissing = false;
                saw(RecoveryPath.CheckpointWrittenLater);
            }
            else if (batch.Table == UsageRows.Table)
            {
                WatchLate(batch, saw);
            }
        };
    }

    private static bool IsClaim(ReadOnlySpan<byte> stored) => RecordCodec.ReadClaim(stored).MovedTo is not null;

    private static void WatchRefused(TableBatch batch, CommitResult result, Action<RecoveryPath> saw)
    {
        var failed = batch.Changes[result.FailedIndex];
        RecoveryPath? path = batch.Table switch
        {
            UsageRows.Table when UsageRows.Records.Contains(failed.Row) => IsClaim(failed.Value.Span) ? RecoveryPath.LateClaimMet : RecoveryPath.DuplicateMetItsRecord,
            UsageRows.Table when failed.Row == UsageRows.Fence && batch.Changes.Count > 1 => RecoveryPath.FenceLost,
            UsageRows.Table when failed.Row == UsageRows.Fence && FabricJson.Read<Fence>(failed.Value.Span).State == FenceState.Frozen => RecoveryPath.FreezeLost,
            LedgerPartition.Table => RecoveryPath.LedgerTotalsLost,
            QuarantineRows.Table when result.FailedIndex > 0 => RecoveryPath.QuarantinedTwice,
            _ => null,
        };
        if (path is { } taken)
        {
            saw(taken);
        }
    }

    private static void WatchLate(TableBatch batch, Action<RecoveryPath> saw)
    {
        foreach (var change in batch.Changes)
        {
            if (!UsageRows.Records.Contains(change.Row) || change.Value.IsEmpty)
            {
                continue;
            }

            if (IsClaim(change.Value.Span))
            {
                saw(change.Kind == TableChangeKind.Update ? RecoveryPath.LateClaimMovedOn : RecoveryPath.LateUsageClaimed);
            }
            else if (RecordCodec.IsLateRecord(change.Value.Span))
            {
                saw(RecoveryPath.LateUsageRecorded);
            }
        }
    }
}
