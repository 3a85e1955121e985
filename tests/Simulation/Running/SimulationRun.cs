using System.Diagnostics;
using RevenueFunctions.Ledger;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Tests.Simulation.Coverage;
using RevenueFunctions.Tests.Simulation.Faults;
using RevenueFunctions.Tests.Simulation.Invariants;
using RevenueFunctions.Tests.Simulation.Kernel;
using RevenueFunctions.Tests.Simulation.Workload;

namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>One run: a scenario under a fault plan, to its end, and what the invariants say of it.</summary>
internal static class SimulationRun
{
    private static readonly TimeSpan Rest = TimeSpan.FromHours(4);

    /// <summary>Every promise, in the order in which they are looked at.</summary>
    public static IReadOnlyList<IInvariant> Invariants { get; } =
    [
        new Conservation(), new EventOutcomes(), new RightPeriod(), new BilledOnce(), new InvoicesEqualOracle(), new FeesAreCorrected(), new DocumentNumbering(), new PostingOrder(), new BalancedBooks(), new SagaEnds(), new Owners(), new Histories(),
    ];

    /// <summary>Runs it; twice, where the setup asks whether it repeats itself.</summary>
    public static RunResult Run(RunSetup setup) => setup.Repeat ? Repeatability.Check(RunOnce(setup)) : RunOnce(setup);

    /// <summary>Runs it once.</summary>
    public static RunResult RunOnce(RunSetup setup)
    {
        var watch = Stopwatch.StartNew();
        var scenario = ScenarioMaker.Make(setup.Seed);
        using var world = new World(setup, scenario.Start, (world, options) =>
            new SimulatedProcess(world, options, Settings.Of(scenario), Erp(world, scenario), setup.Configure));
        var actors = new Actors(world, scenario, setup.Seed);
        var intents = new PostingIntents(world);
        var paths = world.Sightings is { } sightings ? new PathCounts(world, sightings) : null;
        actors.Start();
        var until = scenario.End + setup.Longest;
        var violations = new List<Violation>();
        if (!world.RunUntil(() => world.ScriptsAreDone, until))
        {
            violations.Add(new Violation(Patience.Name, $"The clients are not done at {world.Now:O}."));
        }

        world.Faults.End();
        actors.Settle();
        if (violations.Count == 0)
        {
            ComeToRest(world, until + setup.Longest, violations);
        }

        if (actors.Stage.Unsettled is { } unsettled)
        {
            violations.Add(new Violation(Patience.Name, unsettled));
        }

        violations.AddRange(world.Bugs.Select(bug => new Violation("no bugs", bug)));
        List<string> looked = ["no bugs", Patience.Name];
        if (world.Bugs.Count == 0)
        {
            Check(actors.Stage, intents, violations);
            looked.AddRange(Invariants.Select(invariant => invariant.Name));
        }

        return new RunResult(
            setup, violations, looked, world.Faults, Digest.Of(world), world.Starts, world.Now - scenario.Start, watch.Elapsed, world.Trace.Lines, paths?.Counts ?? []);
    }

    /// <summary>Everything under way ends, or waits for a person; then the clock goes on until nothing young is left.</summary>
    private static void ComeToRest(World world, DateTimeOffset until, List<Violation> violations)
    {
        var patience = new Patience(world);
        if (!world.RunUntil(() => patience.IsOut() || (world.ScriptsAreDone && world.Process is { IsServing: true, Durable.ActiveInstances: 0 }), until))
        {
            violations.Add(new Violation(Patience.Name, $"Sagas are not done at {world.Now:O}."));
        }

        if (patience.Broken is { } broken)
        {
            violations.Add(new Violation(Patience.Name, broken));
        }

        // What was issued or settled a moment ago is nobody's fault yet: reconciliation would pass over it.
        world.RunUntil(() => false, world.Now + Rest);
    }

    private static void Check(Stage stage, PostingIntents intents, List<Violation> violations)
    {
        var world = stage.World;
        // A fresh process: what only a memory knows does not count.
        if (world.Process is { } process)
        {
            world.Kill(process, "the end of the run");
        }

        world.RunUntil(() => world.Process is { IsServing: true }, world.Now + Rest);
        var outcome = new Outcome(stage, world.Process!, world.Finish(FinalState.ReadAsync(world.Store, world.ErpStore)), intents);
        foreach (var invariant in Invariants)
        {
            violations.AddRange(world.Finish(invariant.CheckAsync(outcome)).Select(message => new Violation(invariant.Name, message)));
        }
    }

    private static EmbeddedLedger Erp(World world, Scenario scenario) => new(
        world.ErpStore, (id, _) => ValueTask.FromResult(scenario.Catalog.LegalEntities.FirstOrDefault(entity => entity.Id == id)), world.Clock);
}
