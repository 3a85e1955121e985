using RevenueFunctions.Tests.Simulation.Faults;
using RevenueFunctions.Tests.Simulation.Invariants;

namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>What came of a run.</summary>
internal sealed record RunResult(
    int Seed, FaultPlan Plan, IReadOnlyList<Violation> Violations, IReadOnlyList<int> Struck, IReadOnlyList<int> Passed, long Turns, int Starts, IReadOnlyList<string> Trace);
