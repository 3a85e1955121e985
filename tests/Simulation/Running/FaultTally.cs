using RevenueFunctions.Tests.Simulation.Faults;

namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>What many runs saw of a kind of fault.</summary>
internal sealed class FaultTally(FaultKind kind)
{
    /// <summary>Which.</summary>
    public FaultKind Kind => kind;

    /// <summary>How often it was planned.</summary>
    public long Planned { get; private set; }

    /// <summary>How often it struck.</summary>
    public long Struck { get; private set; }

    /// <summary>In how many runs it struck.</summary>
    public long Runs { get; private set; }

    /// <summary>How often its fault point was passed.</summary>
    public long Passed { get; private set; }

    /// <summary>Adds a run.</summary>
    public void Add(RunResult run)
    {
        Planned += run.Setup.Plan.Faults.Count(fault => fault.Kind == kind);
        Struck += run.Faults.Struck[(int)kind];
        Runs += run.Faults.Struck[(int)kind] > 0 ? 1 : 0;
        Passed += run.Faults.Passed[(int)kind];
    }
}
