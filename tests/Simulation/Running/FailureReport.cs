using System.Globalization;
using System.Text;

namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>What a person needs to understand a failed run: the promise, the smallest run that breaks it, how to repeat it, what led there.</summary>
internal static class FailureReport
{
    private const int LastLines = 60;
    private const int Width = 240;

    /// <summary>Shrinks a failed run, writes its trace to a file and says everything about it.</summary>
    /// <param name="failed">The run.</param>
    /// <param name="shrink">False for a run that somebody has asked for as it is.</param>
    public static string Of(RunResult failed, bool shrink = true)
    {
        var (smallest, runs) = shrink ? Shrinker.Shrink(failed) : (failed, 0);
        var traced = SimulationRun.RunOnce(smallest.Setup with { KeepTrace = true, Listener = null });
        var text = new StringBuilder();
        Line(text, $"seed {failed.Setup.Seed}:");
        foreach (var violation in failed.Violations)
        {
            Line(text, $"  {violation}");
        }

        if (shrink)
        {
            Line(text, $"shrunk from {failed.Setup.Plan.Faults.Count} faults to {smallest.Setup.Plan.Faults.Count} in {runs} runs:");
            foreach (var violation in smallest.Violations)
            {
                Line(text, $"  {violation}");
            }
        }

        if (traced.Digest != smallest.Digest)
        {
            Line(text, $"  THE RUN DOES NOT REPEAT ITSELF: {smallest.Digest} became {traced.Digest}.");
        }

        Line(text, $"repeat it: {Command(smallest.Setup)}");
        Line(text, $"what led there ({traced.Trace.Count} lines in {Write(traced)}; those that matter):");
        foreach (var line in Relevant(traced))
        {
            Line(text, $"  {(line.Length <= Width ? line : line[..Width] + " ...")}");
        }

        return text.ToString();
    }

    /// <summary>The command line that repeats a run.</summary>
    public static string Command(RunSetup setup)
    {
        var interleaving = setup.Interleaving is { } percent ? string.Create(CultureInfo.InvariantCulture, $" --interleaving {percent}") : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture, $"dotnet run -c Release --project tests/Simulation -- --seed {setup.Seed} --plan \"{setup.Plan}\"{interleaving}");
    }

    private static string Write(RunResult traced)
    {
        var path = Repository.Path(".data", "simulation", string.Create(CultureInfo.InvariantCulture, $"seed-{traced.Setup.Seed}.trace.txt"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, [Command(traced.Setup), .. traced.Violations.Select(violation => violation.ToString()), .. traced.Trace]);
        return path;
    }

    // Faults and deaths always matter; so do the lines that name something the violation names.
    private static IEnumerable<string> Relevant(RunResult traced)
    {
        var names = traced.Violations
            .SelectMany(violation => violation.Message.Split([' ', ',', ':', ';', '(', ')', '\'', '"', '\n'], StringSplitOptions.RemoveEmptyEntries))
            .Select(word => word.Trim('.'))
            .Where(word => word.Length >= 4 && word.Any(char.IsAsciiDigit) && word.Any(char.IsAsciiLetter))
            .ToHashSet(StringComparer.Ordinal);
        var matter = traced.Trace.Where(line => line.Contains("FAULT", StringComparison.Ordinal)
            || line.Contains("process", StringComparison.Ordinal)
            || names.Any(name => line.Contains(name, StringComparison.Ordinal))).ToList();
        return (matter.Count < LastLines / 3 ? traced.Trace : matter).TakeLast(LastLines);
    }

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
