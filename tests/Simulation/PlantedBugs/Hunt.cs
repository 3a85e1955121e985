using System.Diagnostics;
using RevenueFunctions.Tests.Simulation.Faults;
using RevenueFunctions.Tests.Simulation.Invariants;
using RevenueFunctions.Tests.Simulation.Running;

namespace RevenueFunctions.Tests.Simulation.PlantedBugs;

/// <summary>Looks for a planted bug, seed by seed, until the promise it has to break is broken.</summary>
internal static class Hunt
{
    /// <summary>A bug may leave people busy for ever.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(2);

    /// <summary>Runs seeds from 1 on.</summary>
    public static Catch For(PlantedBug bug)
    {
        var watch = Stopwatch.StartNew();
        var others = new SortedSet<string>(StringComparer.Ordinal);
        for (var seed = 1; seed <= bug.Seeds; seed++)
        {
            var setup = new RunSetup(seed, FaultPlan.Draw(seed, FaultKinds.All)) { Configure = bug.Plant, Longest = Longest, Repeat = bug.Invariants.Contains(Repeatability.Name) };
            var violations = SimulationRun.Run(setup).Violations;
            if (violations.FirstOrDefault(violation => bug.Invariants.Contains(violation.Invariant)) is { } found)
            {
                return new Catch(seed, found, others, watch.Elapsed);
            }

            others.UnionWith(violations.Select(violation => violation.Invariant));
        }

        return new Catch(bug.Seeds, null, others, watch.Elapsed);
    }
}

/// <summary>What came of a hunt.</summary>
/// <param name="Seeds">Seeds that were run.</param>
/// <param name="Found">The broken promise; null when the bug got away.</param>
/// <param name="Others">Promises that were broken before.</param>
/// <param name="Took">The time it took.</param>
internal sealed record Catch(int Seeds, Violation? Found, IReadOnlyCollection<string> Others, TimeSpan Took);
