using RevenueFunctions.Local.Engines.EventHub;
using RevenueFunctions.Storage;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Faults;

/// <summary>Sets checkpoints of the usage hub back, as happens when the last ones were never written.</summary>
internal static class CheckpointRewind
{
    /// <summary>Strikes at the start of a process.</summary>
    public static async Task ApplyAsync(World world)
    {
        if (world.FaultAt(FaultKind.CheckpointRewound, "start") is not { } fault)
        {
            return;
        }

        await foreach (var row in world.Store.ScanTableAsync(HubCheckpoint.Table))
        {
            var back = new HubCheckpoint(Math.Max(0, row.Read<HubCheckpoint>().NextSequence - 1 - (fault.Size % 8)));
            await world.Store.CommitAsync(new TableBatch(HubCheckpoint.Table, row.Partition).Upsert(row.Row, FabricJson.Bytes(back)));
        }
    }
}
