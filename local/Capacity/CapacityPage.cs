using System.Globalization;
using System.Text;
using RevenueFunctions.Local.Hosting;

namespace RevenueFunctions.Local.Capacity;

/// <summary>The tables in docs/capacity.md. They stand between marks, and a test holds them to what the plan says now.</summary>
internal static class CapacityPage
{
    private static readonly MarkedPage Marks = new("capacity");
    private static readonly double[] Rates = [1_000, 10_000, 100_000, 1_000_000];
    private static readonly int[] Batches = [1, 100];

    /// <summary>What a column or a table of so many usage events in a hub event is called.</summary>
    public static string Heading(int eventsPerHubEvent) => string.Create(CultureInfo.InvariantCulture, $"{eventsPerHubEvent:N0} in a hub event");

    /// <summary>The page with its tables as they are now.</summary>
    /// <exception cref="InvalidDataException">The page has no marks.</exception>
    public static string WithTables(string page) => Marks.With(page, Tables());

    /// <summary>The published figures, each with its source.</summary>
    public static IEnumerable<string[]> Sources() => PublishedFigures.All.Select(figure => (string[])
        [figure.Value.ToString("#,0.######", CultureInfo.InvariantCulture), figure.Unit, figure.Source, figure.Seen, figure.Region ?? string.Empty]);

    private static string Tables()
    {
        var text = new StringBuilder();
        foreach (var batch in Batches)
        {
            Append(text, batch);
        }

        text.Append("## Where the published figures come from\n\n");
        Row(text, ["figure", "unit", "source", "seen", "region"]);
        Row(text, ["---:", "---", "---", "---", "---"]);
        foreach (var source in Sources())
        {
            Row(text, source);
        }

        return text.Append('\n').ToString();
    }

    private static void Append(StringBuilder text, int batch)
    {
        var plans = Rates.Select(rate => CapacityPlan.For(new CapacityInputs(rate) { EventsPerHubEvent = batch })).ToList();
        var reports = plans.ConvertAll(CapacityReport.Of);
        text.Append(CultureInfo.InvariantCulture, $"## With {Heading(batch)}\n\n");
        Row(text, ["usage events a second", .. Rates.Select(rate => rate.ToString("N0", CultureInfo.InvariantCulture))]);
        Row(text, ["---", .. Rates.Select(_ => "---:")]);
        for (var at = 0; at < reports[0].Count; at++)
        {
            if (at == 0 || reports[0][at].Section != reports[0][at - 1].Section)
            {
                Row(text, [$"**{reports[0][at].Section}**", .. Rates.Select(_ => string.Empty)]);
            }

            Row(text, [reports[0][at].Name, .. reports.Select(report => report[at].Value)]);
        }

        text.Append('\n');
        foreach (var plan in plans.Where(plan => plan.Remarks.Count > 0))
        {
            text.Append(CultureInfo.InvariantCulture, $"At {plan.Inputs.EventsPerSecond:N0} a second:\n\n");
            foreach (var remark in plan.Remarks)
            {
                text.Append("- ").Append(remark).Append('\n');
            }

            text.Append('\n');
        }
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append(MarkedPage.Row(cells));
}
