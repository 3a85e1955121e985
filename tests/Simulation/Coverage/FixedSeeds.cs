using RevenueFunctions.Tests.Simulation.Faults;
using RevenueFunctions.Tests.Simulation.Running;

namespace RevenueFunctions.Tests.Simulation.Coverage;

/// <summary>The seeds that the suite always runs, run once for all tests that look at them.</summary>
public sealed class FixedSeeds
{
    private const int Seeds = 300;

    /// <summary>Runs them.</summary>
    public FixedSeeds() => new Campaign(Environment.ProcessorCount, seed => new RunSetup(seed, FaultPlan.Draw(seed, FaultKinds.All)) { CountPaths = true })
        .Run(Enumerable.Range(1, Seeds), Tally.Add);

    /// <summary>What they add up to.</summary>
    internal Tally Tally { get; } = new();
}
