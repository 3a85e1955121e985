using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Faults;

/// <summary>The faults of a run, drawn from its seed before it begins.</summary>
internal sealed record FaultPlan(IReadOnlyList<PlannedFault> Faults)
{
    /// <summary>Nothing goes wrong.</summary>
    public static FaultPlan None { get; } = new([]);

    /// <summary>
    /// Draws a plan: some kinds, chosen anew for each seed, so that one run meets many faults of few kinds and another few of many. How
    /// often a fault point is passed in a run decides how the occurrences are spread.
    /// </summary>
    public static FaultPlan Draw(int seed, IReadOnlyCollection<FaultKind> allowed)
    {
        var chance = new Chance(seed, "faults");
        var share = chance.Pick([10, 25, 50, 80]);
        var most = chance.Pick([1, 2, 4]);
        var faults = new List<PlannedFault>();
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            // Drawn for every kind, allowed or not, so that naming some kinds leaves the others' faults where they were.
            var (chosen, count) = (chance.Percent(share), chance.Between(1, most));
            for (var at = 0; at < count; at++)
            {
                var fault = new PlannedFault(kind, chance.Between(1, FaultPoints.UsualPassings(kind)), chance.Below(100));
                if (chosen && allowed.Contains(kind))
                {
                    faults.Add(fault);
                }
            }
        }

        return new FaultPlan(faults);
    }

    /// <summary>Reads a plan as <see cref="ToString"/> writes it; null when the text is none.</summary>
    public static FaultPlan? TryParse(string text)
    {
        var faults = new List<PlannedFault>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (PlannedFault.TryParse(part) is not { } fault)
            {
                return null;
            }

            faults.Add(fault);
        }

        return new FaultPlan(faults);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(',', Faults);
}
