namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>What many runs saw of an invariant.</summary>
internal sealed class InvariantTally(string name)
{
    /// <summary>Which.</summary>
    public string Name => name;

    /// <summary>In how many runs it was looked at.</summary>
    public int Checked { get; private set; }

    /// <summary>In how many it was broken.</summary>
    public int Broken { get; private set; }

    /// <summary>Adds a run in which it was looked at.</summary>
    public void Add(RunResult run)
    {
        Checked++;
        Broken += run.Violations.Any(violation => violation.Invariant == name) ? 1 : 0;
    }
}
