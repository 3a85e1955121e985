using System.Globalization;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Ingest;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>The end of a run: faults are over, and an operator answers whatever is open until the fabric is at rest.</summary>
internal sealed class Settlement(Stage stage)
{
    private const int Rounds = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(45);

    private readonly OperatorDesk desk = new(stage);

    /// <summary>Settles everything, or leaves on the stage what is in the way.</summary>
    public async Task RunAsync()
    {
        var person = new Operator(stage, stage.ChanceOf("settlement"), isSettling: true);
        for (var round = 1; round <= Rounds; round++)
        {
            await person.LookAsync();
            if (await RestlessAsync() is null && !await ReplayAllAsync() && await RestlessAsync() is null)
            {
                return;
            }

            await stage.World.WaitAsync(Pause);
        }

        stage.Unsettled = $"not at rest after all rounds of settling: {await RestlessAsync()}";
    }

    /// <summary>What is not at rest; null when everything is.</summary>
    private async Task<string?> RestlessAsync()
    {
        if ((await desk.OpenCasesAsync()) is [var open, ..])
        {
            return $"case {open.Id} ({open.Code}): {open.Title}: {open.Detail}";
        }

        if ((await stage.CallAsync("ListLanes")).Read<Page<LaneStatus>>().Items.FirstOrDefault(lane => lane.Waiting > 0 || lane.State != LaneState.Open) is { } lane)
        {
            return $"lane {lane}";
        }

        if ((await stage.CallAsync("GetConservation")).Read<Page<PartitionConservation>>().Items.FirstOrDefault(partition => partition.NotYetSeen > 0) is { } partition)
        {
            return $"hub partition {partition}";
        }

        return stage.World.Process is { IsServing: true, Durable.ActiveInstances: 0 }
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{stage.World.Process?.Durable.ActiveInstances} sagas");
    }

    /// <summary>Runs everything in quarantine once more under the catalog as it is now; answers whether anything left it.</summary>
    private async Task<bool> ReplayAllAsync()
    {
        var groups = (await stage.CallAsync("ListQuarantineGroups", query: "?limit=1000")).Read<Page<QuarantineGroup>>().Items;
        var hasPassed = false;
        foreach (var group in groups)
        {
            var result = await desk.ReplayAsync(group.Id);
            hasPassed |= result.Accepted + result.Duplicate + result.Excluded > 0;
        }

        return hasPassed;
    }
}
