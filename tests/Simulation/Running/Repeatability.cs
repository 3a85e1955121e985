using RevenueFunctions.Tests.Simulation.Invariants;

namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>The promise that a seed names one run: run again, it takes the same steps and leaves the same rows, byte for byte.</summary>
internal static class Repeatability
{
    /// <summary>The name of the promise.</summary>
    public const string Name = "repeatable";

    /// <summary>Runs it again; the result says whether the two are alike.</summary>
    public static RunResult Check(RunResult first)
    {
        var looked = first with { Checked = [.. first.Checked, Name] };
        var again = SimulationRun.RunOnce(first.Setup with { Listener = null }).Digest;
        return again == first.Digest
            ? looked
            : looked with { Violations = [.. first.Violations, new Violation(Name, $"run twice, it came to {first.Digest} and to {again}; {FirstDifference(first.Setup)}")] };
    }

    /// <summary>Where two traces part.</summary>
    public static string Compare(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        for (var at = 0; at < Math.Max(one.Count, other.Count); at++)
        {
            var (here, there) = (at < one.Count ? one[at] : "the end", at < other.Count ? other[at] : "the end");
            if (here != there)
            {
                return $"they part at line {at + 1}:{Environment.NewLine}  {here}{Environment.NewLine}  {there}";
            }
        }

        return "their traces are alike.";
    }

    private static string FirstDifference(RunSetup setup)
    {
        var traced = setup with { KeepTrace = true, Listener = null };
        return Compare(SimulationRun.RunOnce(traced).Trace, SimulationRun.RunOnce(traced).Trace);
    }
}
