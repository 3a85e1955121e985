using RevenueFunctions.Local.Engines.EventHub;
using RevenueFunctions.Storage;
using RevenueFunctions.Tests.Simulation.Faults;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>A telemetry pipeline: sends its batches in order, each until it is acknowledged.</summary>
internal sealed class Producer(World world, IReadOnlyList<ProducerBatch> batches)
{
    /// <summary>Sends everything.</summary>
    public async Task RunAsync()
    {
        foreach (var batch in batches)
        {
            await world.WaitAsync(batch.Pause);
            while (!await TrySendAsync(batch))
            {
                await world.WaitAsync(TimeSpan.FromSeconds(3));
            }
        }
    }

    private async Task<bool> TrySendAsync(ProducerBatch batch)
    {
        try
        {
            await world.CallAsync(process => process.Hubs.AppendAsync(Settings.UsageHub, batch.Events, batch.PartitionKey).AsTask());
            world.Trace.Add(world.Now, $"producer: {batch.Events.Count} hub events acknowledged");
            return world.FaultAt(FaultKind.AcknowledgementLost, "producer") is null;
        }
        catch (Exception failure) when (failure is ConnectionLostException or StorageUnavailableException)
        {
            return false;
        }
    }
}

/// <summary>What a producer sends at once.</summary>
/// <param name="Pause">The time before it.</param>
/// <param name="Events">The hub events.</param>
/// <param name="PartitionKey">Decides the partition; null for any.</param>
internal sealed record ProducerBatch(TimeSpan Pause, IReadOnlyList<HubEvent> Events, string? PartitionKey);
