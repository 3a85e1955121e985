using RevenueFunctions.Tests.Simulation.Coverage;
using RevenueFunctions.Tests.Simulation.Faults;

namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>What many runs add up to.</summary>
internal sealed class Tally
{
    private const int Kept = 5;

    private readonly FaultTally[] faults = [.. FaultKinds.All.Select(kind => new FaultTally(kind))];
    private readonly PathTally[] paths = [.. Enum.GetValues<RecoveryPath>().Select(path => new PathTally(path))];
    private readonly SortedDictionary<string, InvariantTally> invariants = new(StringComparer.Ordinal);
    private readonly List<RunResult> failures = [];
    private readonly SortedSet<int> failedSeeds = [];
    private readonly List<(int Seed, TimeSpan Took)> slowest = [];

    /// <summary>Runs.</summary>
    public int Runs { get; private set; }

    /// <summary>Runs in which a promise was broken.</summary>
    public int Failed => failedSeeds.Count;

    /// <summary>Turns of all runs.</summary>
    public long Turns { get; private set; }

    /// <summary>Processes started in all runs.</summary>
    public long Starts { get; private set; }

    /// <summary>The simulated time of all runs.</summary>
    public TimeSpan Covered { get; private set; }

    /// <summary>The faults, by their number.</summary>
    public IReadOnlyList<FaultTally> Faults => faults;

    /// <summary>The recovery paths, by their number; nothing but zeros where they were not counted.</summary>
    public IReadOnlyList<PathTally> Paths => paths;

    /// <summary>The invariants, by name.</summary>
    public IReadOnlyCollection<InvariantTally> Invariants => invariants.Values;

    /// <summary>The failed runs with the lowest seeds.</summary>
    public IReadOnlyList<RunResult> Failures => failures;

    /// <summary>The seeds of all failed runs, in order.</summary>
    public IEnumerable<int> FailedSeeds => failedSeeds;

    /// <summary>The slowest runs, slowest first.</summary>
    public IReadOnlyList<(int Seed, TimeSpan Took)> Slowest => slowest;

    /// <summary>Adds a run.</summary>
    public void Add(RunResult run)
    {
        Runs++;
        Turns += run.Digest.Turns;
        Starts += run.Starts;
        Covered += run.Covered;
        foreach (var fault in faults)
        {
            fault.Add(run);
        }

        if (run.Setup.CountPaths)
        {
            Array.ForEach(paths, path => path.Add(run));
        }

        foreach (var name in run.Checked)
        {
            if (!invariants.TryGetValue(name, out var invariant))
            {
                invariants[name] = invariant = new InvariantTally(name);
            }

            invariant.Add(run);
        }

        KeepFirst(slowest, (run.Setup.Seed, run.Took), (one, other) => other.Took.CompareTo(one.Took));
        if (!run.Held)
        {
            failedSeeds.Add(run.Setup.Seed);
            KeepFirst(failures, run, (one, other) => one.Setup.Seed.CompareTo(other.Setup.Seed));
        }
    }

    private static void KeepFirst<T>(List<T> list, T item, Comparison<T> order)
    {
        list.Add(item);
        list.Sort(order);
        if (list.Count > Kept)
        {
            list.RemoveAt(Kept);
        }
    }
}
