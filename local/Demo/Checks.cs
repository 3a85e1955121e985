using System.Globalization;
using Spectre.Console;

namespace RevenueFunctions.Local.Demo;

/// <summary>Collects comparisons by invariant; the demo succeeds only if every one holds.</summary>
internal sealed class Checks
{
    private const int DifferencesShown = 25;

    private readonly List<(string Invariant, Check Check)> all = [];

    /// <summary>Whether every comparison holds, and there is at least one.</summary>
    public bool AllHold => all.Count > 0 && all.TrueForAll(entry => entry.Check.Holds);

    /// <summary>Compares two numbers by value: 1.50 is 1.5.</summary>
    public void Equal(string invariant, string what, decimal expected, decimal actual) => Add(invariant, what, Text(expected), Text(actual));

    /// <summary>Compares two texts.</summary>
    public void Equal(string invariant, string what, string expected, string actual) => Add(invariant, what, expected, actual);

    /// <summary>Requires something.</summary>
    public void True(string invariant, string what, bool holds) => Add(invariant, what, "true", holds ? "true" : "false");

    /// <summary>Prints one line for each invariant, and the comparisons that fail.</summary>
    public void Print(IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("invariant").AddColumn(new TableColumn("comparisons").RightAligned()).AddColumn("result");
        foreach (var group in all.GroupBy(entry => entry.Invariant))
        {
            var failed = group.Count(entry => !entry.Check.Holds);
            table.AddRow(
                Markup.Escape(group.Key),
                group.Count().ToString("N0", CultureInfo.InvariantCulture),
                failed == 0 ? "[green]holds[/]" : string.Create(CultureInfo.InvariantCulture, $"[red]{failed:N0} differ[/]"));
        }

        console.Write(table);
        var differing = all.Where(entry => !entry.Check.Holds).ToList();
        if (differing.Count > 0)
        {
            PrintDifferences(console, differing);
        }
    }

    private static void PrintDifferences(IAnsiConsole console, List<(string Invariant, Check Check)> differing)
    {
        var table = new Table().Title("What differs").Border(TableBorder.Rounded).AddColumn("invariant").AddColumn("what").AddColumn("computed independently").AddColumn("the fabric says");
        foreach (var (invariant, check) in differing.Take(DifferencesShown))
        {
            table.AddRow(Markup.Escape(invariant), Markup.Escape(check.What), Markup.Escape(check.Expected), Markup.Escape(check.Actual));
        }

        console.Write(table);
        if (differing.Count > DifferencesShown)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"and {differing.Count - DifferencesShown} more"));
        }
    }

    // The 15th decimal is noise of two different orders of division; nobody bills it.
    private static string Text(decimal value) => decimal.Round(value, 12).ToString("0.############", CultureInfo.InvariantCulture);

    private void Add(string invariant, string what, string expected, string actual) => all.Add((invariant, new Check(what, expected, actual)));
}
