using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Coverage;

/// <summary>Counts the recovery paths that a run takes.</summary>
internal sealed class PathCounts
{
    private readonly int[] counts = new int[Enum.GetValues<RecoveryPath>().Length];

    /// <summary>Watches a world from its beginning.</summary>
    public PathCounts(World world, Sightings sightings)
    {
        IngestPaths.Watch(world, sightings, Saw);
        InvoicePaths.Watch(world, sightings, Saw);
        PostingPaths.Watch(world, sightings, Saw);
        SagaPaths.Watch(world, sightings, Saw);
        EnginePaths.Watch(world, sightings, Saw);
    }

    /// <summary>How often each was taken, by its number.</summary>
    public IReadOnlyList<int> Counts => counts;

    private void Saw(RecoveryPath path) => counts[(int)path]++;
}
