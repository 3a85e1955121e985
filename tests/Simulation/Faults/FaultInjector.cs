using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Faults;

/// <summary>Says at each fault point whether the plan strikes there, and counts.</summary>
internal sealed class FaultInjector
{
    private readonly Dictionary<FaultKind, Queue<PlannedFault>> planned;
    private readonly int[] passed = new int[Enum.GetValues<FaultKind>().Length];
    private readonly int[] struck = new int[Enum.GetValues<FaultKind>().Length];
    private readonly List<PlannedFault> met = [];
    private readonly Trace trace;
    private readonly Footprint steps;
    private bool isOver;

    /// <summary>An injector of a plan.</summary>
    public FaultInjector(FaultPlan plan, Trace trace, Footprint steps)
    {
        this.trace = trace;
        this.steps = steps;
        planned = plan.Faults
            .GroupBy(fault => fault.Kind)
            .ToDictionary(group => group.Key, group => new Queue<PlannedFault>(group.DistinctBy(fault => fault.Occurrence).OrderBy(fault => fault.Occurrence)));
    }

    /// <summary>How often each kind struck, by its number.</summary>
    public IReadOnlyList<int> Struck => struck;

    /// <summary>The planned faults that struck, in the order in which they did.</summary>
    public IReadOnlyList<PlannedFault> Met => met;

    /// <summary>How often each kind's fault point was passed, by its number.</summary>
    public IReadOnlyList<int> Passed => passed;

    /// <summary>Passes the kind's fault point; the fault, if it strikes here.</summary>
    public PlannedFault? At(FaultKind kind, DateTimeOffset now, string where)
    {
        if (isOver)
        {
            return null;
        }

        var passing = ++passed[(int)kind];
        if (!planned.TryGetValue(kind, out var next) || next.Count == 0 || next.Peek().Occurrence > passing)
        {
            return null;
        }

        var fault = next.Dequeue();
        struck[(int)kind]++;
        met.Add(fault);
        steps.Add((int)kind);
        trace.Add(now, $"FAULT {fault} at {where}");
        return fault;
    }

    /// <summary>No fault strikes any more: the run comes to rest.</summary>
    public void End() => isOver = true;
}
