using RevenueFunctions.Storage;
using RevenueFunctions.Tests.Simulation.Faults;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>A telemetry pipeline: sends its batches in order, each until it is acknowledged.</summary>
/// <param name="PartitionKey">Decides the partition; null: the partitions take turns.</param>
/// <param name="Batches">What it sends.</param>
internal sealed record Producer(string? PartitionKey, IReadOnlyList<ProducerBatch> Batches)
{
    /// <summary>Sends everything.</summary>
    public async Task RunAsync(World world)
    {
        foreach (var batch in Batches)
        {
            await world.UntilAsync(batch.At);
            while (!await TrySendAsync(world, batch))
            {
                await world.WaitAsync(TimeSpan.FromSeconds(3));
            }
        }
    }

    private async Task<bool> TrySendAsync(World world, ProducerBatch batch)
    {
        try
        {
            await world.CallAsync(process => process.Hubs.AppendAsync(Settings.UsageHub, [.. batch.Events.Select(sent => sent.Event)], PartitionKey).AsTask());
            if (world.Trace.IsKept)
            {
                world.Trace.Add(world.Now, $"producer {PartitionKey}: {string.Join(' ', batch.Events.Select(sent => sent.Id))} acknowledged");
            }

            return world.FaultAt(FaultKind.AcknowledgementLost, "producer") is null;
        }
        catch (Exception failure) when (failure is ConnectionLostException or StorageUnavailableException)
        {
            return false;
        }
    }
}
