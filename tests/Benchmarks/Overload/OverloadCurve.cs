using System.Globalization;
using Spectre.Console;

namespace RevenueFunctions.Benchmarks.Overload;

/// <summary>Prints the curve: a row for each second, and below it the same as lines of bars.</summary>
internal static class OverloadCurve
{
    private const string Bars = " ▁▂▃▄▅▆▇█";

    public static void Print(IReadOnlyList<OverloadSecond> seconds)
    {
        var table = new Table().Border(TableBorder.Minimal);
        table.AddColumn("s").AddColumn("phase");
        foreach (var column in (string[])["offered/s", "acked/s", "ingested/s", "429/s", "503/s", "backlog MB", "managed MB", "resident MB", "ack p50 ms", "p99 ms", "operator ms"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        var at = 0d;
        foreach (var second in seconds)
        {
            at += second.Seconds;
            table.AddRow(
                Text(at), second.Phase, Text(second.Offered), Text(second.Acknowledged), Text(second.Ingested), Text(second.OverShare), Text(second.Saturated),
                Text(second.BacklogMegabytes), Text(second.ManagedMegabytes), Text(second.ResidentMegabytes), Text(second.Median), Text(second.Worst), Text(second.Operator));
        }

        AnsiConsole.Write(table);
        Line("offered/s", seconds, second => second.Offered);
        Line("acknowledged/s", seconds, second => second.Acknowledged);
        Line("ingested/s", seconds, second => second.Ingested);
        Line("429 and 503/s", seconds, second => second.OverShare + second.Saturated);
        Line("backlog MB", seconds, second => second.BacklogMegabytes);
        Line("resident MB", seconds, second => second.ResidentMegabytes);
        Line("ack p99 ms", seconds, second => double.IsNaN(second.Worst) ? 0 : second.Worst);
        AnsiConsole.WriteLine();
    }

    private static void Line(string name, IReadOnlyList<OverloadSecond> seconds, Func<OverloadSecond, double> value)
    {
        var most = seconds.Max(value);
        var bars = string.Concat(seconds.Select(second => Bars[most <= 0 ? 0 : (int)Math.Ceiling(value(second) / most * (Bars.Length - 1))]));
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-15} |{bars}| at most {most:N0}"));
    }

    private static string Text(double value) => double.IsNaN(value) ? "-" : value.ToString(value < 10 ? "0.#" : "N0", CultureInfo.InvariantCulture);
}
