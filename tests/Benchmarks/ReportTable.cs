using System.Globalization;
using Spectre.Console;

namespace RevenueFunctions.Benchmarks;

/// <summary>Prints the figures as one table.</summary>
internal static class ReportTable
{
    public static void Print(IReadOnlyList<Figure> figures, (double Median, double Worst) fsync)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("figure").AddColumn("unit");
        foreach (var right in (string[])["target", "measured"])
        {
            table.AddColumn(new TableColumn(right).RightAligned());
        }

        table.AddColumn("peer or limit, same run").AddColumn(new TableColumn("its figure").RightAligned()).AddColumn(new TableColumn("ratio").RightAligned()).AddColumn("");
        foreach (var figure in figures)
        {
            table.AddRow(
                Markup.Escape(figure.Name),
                figure.Unit,
                figure.Target is { } target ? (figure.LowerIsBetter ? "< " : string.Empty) + Number(target) : "-",
                Number(figure.Measured),
                Markup.Escape(figure.Peer ?? "-"),
                figure.PeerMeasured is { } peer ? Number(peer) : "-",
                figure.PeerMeasured is { } other and > 0 ? (figure.Measured / other).ToString("0.00", CultureInfo.InvariantCulture) : "-",
                figure.Target is null ? string.Empty : figure.IsReached ? "[green]reached[/]" : "[red]missed[/]");
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"fsync of this disk: median {fsync.Median:0} µs, 99th percentile {fsync.Worst:0} µs. {Environment.ProcessorCount} cores.");
        foreach (var figure in figures.Where(figure => figure.Note is not null))
        {
            AnsiConsole.MarkupLineInterpolated($"{figure.Name}: {figure.Note}");
        }
    }

    private static string Number(double value) => value.ToString(value >= 100 ? "N0" : "0.##", CultureInfo.InvariantCulture);
}
