using RevenueFunctions.Tests.Simulation.Kernel;
using RevenueFunctions.Tests.Simulation.Oracle;
using RevenueFunctions.Tests.Simulation.Workload;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>What a run left: what it was about and what was seen of it, the world at rest, and a process started afresh on the store, so that nothing is read from a memory that a crash would take.</summary>
/// <param name="Stage">Where it was played, with what the oracle keeps of it.</param>
/// <param name="Fabric">The process.</param>
/// <param name="State">The rows of both stores.</param>
/// <param name="Intents">What was sent to the ERP against what was stored before.</param>
internal sealed record Outcome(Stage Stage, SimulatedProcess Fabric, FinalState State, PostingIntents Intents)
{
    private Task<Evidence>? evidence;
    private Attribution? attribution;

    /// <summary>What the run was about.</summary>
    public Scenario Scenario => Stage.Scenario;

    /// <summary>The world at rest.</summary>
    public World World => Stage.World;

    /// <summary>What the fabric says of usage and invoices, read once through its API.</summary>
    public Task<Evidence> EvidenceAsync() => evidence ??= Evidence.ReadAsync(this);

    /// <summary>What the oracle makes of it.</summary>
    public async Task<Attribution> AttributionAsync() => attribution ??= new Attribution(this, await EvidenceAsync());
}
