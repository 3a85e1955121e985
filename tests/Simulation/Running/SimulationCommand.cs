using System.Diagnostics;
using System.Globalization;
using RevenueFunctions.Tests.Simulation.Faults;

namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>The command <c>--seeds N [--from S]</c>.</summary>
internal static class SimulationCommand
{
    /// <summary>Runs seeds and prints what came of them; 0 when every promise held.</summary>
    public static int Run(string[] args)
    {
        var seeds = int.Parse(args[1], CultureInfo.InvariantCulture);
        var from = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 1;
        var kinds = Enum.GetValues<FaultKind>();
        var watch = Stopwatch.StartNew();
        var struck = new int[kinds.Length];
        var passed = new long[kinds.Length];
        var failures = 0;
        long turns = 0, starts = 0;
        for (var seed = from; seed < from + seeds; seed++)
        {
            var result = SimulationRun.Run(seed, FaultPlan.Draw(seed, kinds), args.Contains("--trace"));
            turns += result.Turns;
            starts += result.Starts;
            for (var at = 0; at < kinds.Length; at++)
            {
                struck[at] += result.Struck[at];
                passed[at] += result.Passed[at];
            }

            foreach (var line in result.Trace)
            {
                Console.WriteLine(line);
            }

            if (result.Violations.Count > 0 && failures++ < 5)
            {
                Console.WriteLine($"seed {seed} ({result.Plan})");
                foreach (var violation in result.Violations)
                {
                    Console.WriteLine($"  {violation}");
                }
            }
        }

        foreach (var kind in kinds)
        {
            Console.WriteLine($"{kind,-28} struck {struck[(int)kind],8:N0}  passed {passed[(int)kind] / (double)seeds,8:N1} a run");
        }

        Console.WriteLine($"{seeds} seeds, {failures} failed, {seeds / watch.Elapsed.TotalSeconds:N1} seeds/s, {turns / seeds} turns, {starts / (double)seeds:N1} starts a run");
        return failures == 0 ? 0 : 1;
    }
}
