using System.Globalization;
using System.Text;

namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>A tally in words.</summary>
internal static class TallyReport
{
    /// <summary>The report of runs that took so long and so much.</summary>
    public static string Of(Tally tally, TimeSpan elapsed, ProcessCost cost, int threads)
    {
        if (tally.Runs == 0)
        {
            return "No seed was run.";
        }

        var text = new StringBuilder();
        Line(text, $"{"fault",-28}{"planned",10}{"struck",10}{"in runs",10}{"passed a run",15}");
        foreach (var fault in tally.Faults)
        {
            Line(text, $"{fault.Kind,-28}{fault.Planned,10:N0}{fault.Struck,10:N0}{fault.Runs,10:N0}{fault.Passed / (double)tally.Runs,15:N1}");
        }

        var (planned, struck) = (tally.Faults.Sum(fault => fault.Planned), tally.Faults.Sum(fault => fault.Struck));
        Line(text, $"{"all",-28}{planned,10:N0}{struck,10:N0}   ({(planned == 0 ? 0 : struck / (double)planned):P0} of the planned faults struck)");
        if (tally.Paths.Any(path => path.Taken > 0))
        {
            text.AppendLine();
            Line(text, $"{"recovery path",-28}{"taken",10}{"in runs",10}");
            foreach (var path in tally.Paths)
            {
                Line(text, $"{path.Path,-28}{path.Taken,10:N0}{path.Runs,10:N0}");
            }
        }

        text.AppendLine();
        Line(text, $"{"invariant",-28}{"checked",10}{"broken",10}");
        foreach (var invariant in tally.Invariants)
        {
            Line(text, $"{invariant.Name,-28}{invariant.Checked,10:N0}{invariant.Broken,10:N0}");
        }

        text.AppendLine();
        Line(text, $"slowest seeds: {string.Join(", ", tally.Slowest.Select(run => string.Create(CultureInfo.InvariantCulture, $"{run.Seed} ({run.Took.TotalMilliseconds:N0} ms)")))}");
        Line(text, $"a run: {tally.Turns / (double)tally.Runs:N0} turns, {tally.Starts / (double)tally.Runs:N1} processes, {tally.Covered.TotalDays / tally.Runs:N1} simulated days, {cost.Per(tally.Runs)}");
        Line(text, $"{tally.Runs:N0} seeds, {tally.Failed:N0} failed, {tally.Runs / elapsed.TotalSeconds:N1} seeds/s on {threads} threads in {elapsed.TotalSeconds:N1} s");
        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
