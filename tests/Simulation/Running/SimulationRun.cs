using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Ledger;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Tests.Simulation.Faults;
using RevenueFunctions.Tests.Simulation.Invariants;
using RevenueFunctions.Tests.Simulation.Kernel;
using RevenueFunctions.Tests.Simulation.Workload;

namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>One run: a scenario under a fault plan, to its end, and what the invariants say of it.</summary>
internal static class SimulationRun
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>Every promise, in the order in which they are looked at.</summary>
    public static IReadOnlyList<IInvariant> Invariants { get; } = [new Conservation()];

    /// <summary>Runs the seed under the plan.</summary>
    /// <param name="seed">Decides the scenario, the schedule and all other chance.</param>
    /// <param name="plan">What goes wrong.</param>
    /// <param name="keepTrace">Whether to keep what happened.</param>
    /// <param name="configure">Replaces services of the fabric, for planted bugs.</param>
    public static RunResult Run(int seed, FaultPlan plan, bool keepTrace = false, Action<IServiceCollection>? configure = null)
    {
        var scenario = ScenarioMaker.Make(seed);
        using var world = new World(seed, plan, scenario.Start, keepTrace, (world, options) =>
            new SimulatedProcess(world, options, Settings.Configuration, Erp(world, scenario), configure));
        var actors = new Actors(world, scenario, seed);
        actors.Start();
        var until = world.Now + Longest;
        var violations = new List<Violation>();
        if (!world.RunUntil(() => world.ScriptsAreDone, until))
        {
            violations.Add(new Violation("liveness", $"The clients are not done at {world.Now:O}."));
        }

        world.Faults.End();
        actors.Settle();
        if (violations.Count == 0 && !world.RunUntil(() => world.ScriptsAreDone && world.Process is { IsServing: true, Durable.ActiveInstances: 0 }, until + Longest))
        {
            violations.Add(new Violation("liveness", $"Sagas are not done at {world.Now:O}."));
        }

        actors.End();
        violations.AddRange(world.Bugs.Select(bug => new Violation("no bugs", bug)));
        if (violations.Count == 0)
        {
            Check(scenario, world, violations);
        }

        return new RunResult(seed, plan, violations, world.Faults.Struck, world.Faults.Passed, world.Turns, world.Starts, world.Trace.Lines);
    }

    private static void Check(Scenario scenario, World world, List<Violation> violations)
    {
        // A fresh process: what only a memory knows does not count.
        world.Kill(world.Process!, "the end of the run");
        world.RunUntil(() => world.Process is { IsServing: true }, world.Now + Longest);
        var outcome = new Outcome(scenario, world, world.Process!);
        foreach (var invariant in Invariants)
        {
            violations.AddRange(world.Finish(invariant.CheckAsync(outcome)).Select(message => new Violation(invariant.Name, message)));
        }
    }

    private static EmbeddedLedger Erp(World world, Scenario scenario) => new(
        world.ErpStore, (id, _) => ValueTask.FromResult(scenario.Catalog.LegalEntities.FirstOrDefault(entity => entity.Id == id)), world.Clock);
}
