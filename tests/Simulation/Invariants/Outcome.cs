using RevenueFunctions.Tests.Simulation.Kernel;
using RevenueFunctions.Tests.Simulation.Workload;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>What a run left: the scenario it was about, the world at rest, and a process started afresh on the store, so that nothing is read from a memory that a crash would take.</summary>
/// <param name="Scenario">What it was about.</param>
/// <param name="World">At rest.</param>
/// <param name="Fabric">The process.</param>
/// <param name="State">The rows of both stores.</param>
/// <param name="Intents">What was sent to the ERP against what was stored before.</param>
internal sealed record Outcome(Scenario Scenario, World World, SimulatedProcess Fabric, FinalState State, PostingIntents Intents);
