using System.Globalization;
using RevenueFunctions.Ingest;
using Spectre.Console;

namespace RevenueFunctions.Local.Demo;

/// <summary>The tables that both demos print.</summary>
internal static class DemoReport
{
    /// <summary>A table with right-aligned columns after the first ones.</summary>
    public static Table Table(string[] left, string[] right)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in left)
        {
            table.AddColumn(column);
        }

        foreach (var column in right)
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        return table;
    }

    /// <summary>A row of the table.</summary>
    public static void Row(this Table table, params object[] cells) => table.AddRow([.. cells.Select(Text)]);

    /// <summary>The conservation proof: what entered each partition, and what became of it.</summary>
    public static void Conservation(DemoConsole console, IReadOnlyList<PartitionConservation> report)
    {
        var table = Table(["partition"], ["hub events", "usage events", "accepted", "duplicate", "quarantined", "excluded", "not yet seen", "closes"]);
        foreach (var partition in report)
        {
            var totals = partition.Totals;
            table.Row(partition.Partition, partition.Enqueued, totals.UsageEvents, totals.Accepted, totals.Duplicate, totals.Quarantined, totals.Excluded, partition.NotYetSeen, partition.Closes);
        }

        table.Row(
            "all", report.Sum(one => one.Enqueued), report.Sum(one => one.Totals.UsageEvents), report.Sum(one => one.Totals.Accepted), report.Sum(one => one.Totals.Duplicate),
            report.Sum(one => one.Totals.Quarantined), report.Sum(one => one.Totals.Excluded), report.Sum(one => one.NotYetSeen), report.All(one => one.Closes));
        console.Out.Write(table);
    }

    /// <summary>The open exceptions, one line for each cause.</summary>
    public static async Task ExceptionsAsync(DemoConsole console, FabricApi api, string title, CancellationToken cancellationToken)
    {
        var open = await api.OpenCasesAsync(cancellationToken);
        var table = Table(["what waits for a person", "cases", "remedy"], []).Title(title);
        foreach (var cause in open.GroupBy(one => one.Code))
        {
            table.Row(cause.First().Title, cause.Count(), cause.First().Remedy);
        }

        console.Out.Write(table);
    }

    private static string Text(object cell) => cell switch
    {
        bool yes => yes ? "[green]yes[/]" : "[red]no[/]",
        long number => number.ToString("N0", CultureInfo.InvariantCulture),
        int number => number.ToString("N0", CultureInfo.InvariantCulture),
        decimal number => number.ToString("N2", CultureInfo.InvariantCulture),
        _ => Markup.Escape(cell.ToString() ?? string.Empty),
    };
}
