using RevenueFunctions.Tests.Simulation.Kernel;
using RevenueFunctions.Tests.Simulation.Workload;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>What a run left: the scenario it was about, the world at rest, and a process started afresh on the store, so that nothing is read from a memory that a crash would take.</summary>
internal sealed record Outcome(Scenario Scenario, World World, SimulatedProcess Fabric);
