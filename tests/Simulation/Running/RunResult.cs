using RevenueFunctions.Tests.Simulation.Faults;
using RevenueFunctions.Tests.Simulation.Invariants;

namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>What came of a run.</summary>
/// <param name="Setup">What it was made from.</param>
/// <param name="Violations">The promises it broke.</param>
/// <param name="Checked">The invariants that were looked at.</param>
/// <param name="Faults">What the plan struck.</param>
/// <param name="Digest">The run in a few characters.</param>
/// <param name="Starts">Processes started.</param>
/// <param name="Covered">The simulated time.</param>
/// <param name="Took">The time it took.</param>
/// <param name="Trace">What happened, where it was kept.</param>
/// <param name="Paths">How often each recovery path was taken, by its number, where they were counted.</param>
internal sealed record RunResult(
    RunSetup Setup,
    IReadOnlyList<Violation> Violations,
    IReadOnlyList<string> Checked,
    FaultInjector Faults,
    Digest Digest,
    int Starts,
    TimeSpan Covered,
    TimeSpan Took,
    IReadOnlyList<string> Trace,
    IReadOnlyList<int> Paths)
{
    /// <summary>True when every promise held.</summary>
    public bool Held => Violations.Count == 0;
}
