using RevenueFunctions.Tests.Simulation.Faults;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>
/// Looks for the smallest run that still breaks the same promise: without the faults that do not matter, with smaller ones, with fewer
/// interleavings. The streams of chance are apart, so what is left stays where it was.
/// </summary>
internal sealed class Shrinker
{
    private readonly HashSet<string> broken;
    private readonly int mostRuns;
    private RunResult best;

    private Shrinker(RunResult failed, int mostRuns)
    {
        best = failed;
        broken = [.. failed.Violations.Select(violation => violation.Invariant)];
        this.mostRuns = mostRuns;
    }

    /// <summary>Runs made so far.</summary>
    public int Runs { get; private set; }

    /// <summary>Shrinks a failed run; the result is the failed run itself when nothing can be left out.</summary>
    /// <param name="failed">A run that broke a promise.</param>
    /// <param name="mostRuns">When to be content.</param>
    public static (RunResult Smallest, int Runs) Shrink(RunResult failed, int mostRuns = 500)
    {
        var shrinker = new Shrinker(failed, mostRuns);
        shrinker.Shrink();
        return (shrinker.best, shrinker.Runs);
    }

    private void Shrink()
    {
        // What never struck did nothing, unless it is the plan as such that decides.
        Try(best.Setup with { Plan = new FaultPlan([.. best.Faults.Met]) });
        Try(best.Setup with { Plan = FaultPlan.None });
        CalmDown();
        DropFaults();
        CalmDown();
        ShrinkSizes();
    }

    // Halves, quarters, and so on down to single faults, over and over until none of them can be left out.
    private void DropFaults()
    {
        var size = Math.Max(1, best.Setup.Plan.Faults.Count / 2);
        while (best.Setup.Plan.Faults.Count > 0)
        {
            var dropped = false;
            for (var at = 0; at < best.Setup.Plan.Faults.Count;)
            {
                var rest = new FaultPlan([.. best.Setup.Plan.Faults.Take(at), .. best.Setup.Plan.Faults.Skip(at + size)]);
                if (Try(best.Setup with { Plan = rest }))
                {
                    dropped = true;
                }
                else
                {
                    at += size;
                }
            }

            if (size == 1 && !dropped)
            {
                return;
            }

            size = Math.Max(1, size / 2);
        }
    }

    private void CalmDown()
    {
        foreach (var interleaving in World.Interleavings.Order())
        {
            if (interleaving == best.Setup.Interleaving || Try(best.Setup with { Interleaving = interleaving }))
            {
                return;
            }
        }
    }

    private void ShrinkSizes()
    {
        for (var at = 0; at < best.Setup.Plan.Faults.Count; at++)
        {
            for (var smaller = 0; smaller < best.Setup.Plan.Faults[at].Size; smaller = (smaller + best.Setup.Plan.Faults[at].Size + 1) / 2)
            {
                var faults = best.Setup.Plan.Faults.ToList();
                faults[at] = faults[at] with { Size = smaller };
                if (Try(best.Setup with { Plan = new FaultPlan(faults) }))
                {
                    break;
                }
            }
        }
    }

    private bool Try(RunSetup setup)
    {
        if (Runs == mostRuns)
        {
            return false;
        }

        Runs++;
        var run = SimulationRun.Run(setup with { KeepTrace = false, Listener = null, Repeat = broken.Contains(Repeatability.Name) });
        if (!run.Violations.Any(violation => broken.Contains(violation.Invariant)))
        {
            return false;
        }

        best = run;
        return true;
    }
}
