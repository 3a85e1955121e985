using System.Diagnostics;
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

    /// <summary>Runs it.</summary>
    public static RunResult Run(RunSetup setup)
    {
        var watch = Stopwatch.StartNew();
        var scenario = ScenarioMaker.Make(setup.Seed);
        using var world = new World(setup, scenario.Start, (world, options) =>
            new SimulatedProcess(world, options, Settings.Configuration, Erp(world, scenario), setup.Configure));
        var actors = new Actors(world, scenario, setup.Seed);
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
        List<string> looked = ["no bugs", "liveness"];
        if (violations.Count == 0)
        {
            Check(scenario, world, violations);
            looked.AddRange(Invariants.Select(invariant => invariant.Name));
        }

        return new RunResult(
            setup, violations, looked, world.Faults, Digest.Of(world), world.Starts, world.Now - scenario.Start, watch.Elapsed, world.Trace.Lines);
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
