using RevenueFunctions.Tests.Simulation.Running;

namespace RevenueFunctions.Tests.Simulation.Coverage;

/// <summary>What many runs saw of a recovery path.</summary>
internal sealed class PathTally(RecoveryPath path)
{
    /// <summary>Which.</summary>
    public RecoveryPath Path => path;

    /// <summary>How often it was taken.</summary>
    public long Taken { get; private set; }

    /// <summary>In how many runs it was taken.</summary>
    public long Runs { get; private set; }

    /// <summary>Adds a run in which paths were counted.</summary>
    public void Add(RunResult run)
    {
        Taken += run.Paths[(int)path];
        Runs += run.Paths[(int)path] > 0 ? 1 : 0;
    }
}
