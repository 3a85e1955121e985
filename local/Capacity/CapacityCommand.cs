using RevenueFunctions.Local.Hosting;
using Spectre.Console;

namespace RevenueFunctions.Local.Capacity;

/// <summary>The command that says what a rate of usage events needs on Azure, and what it costs.</summary>
internal static class CapacityCommand
{
    private const int Done = 0;
    private const int Misused = 2;
    private const int Batched = 100;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args is ["--help"])
        {
            await output.WriteLineAsync(CapacityOptions.Usage);
            return Done;
        }

        try
        {
            var options = CapacityOptions.Read(args);
            if (options.Page is { } page)
            {
                await File.WriteAllTextAsync(page, CapacityPage.WithTables(await File.ReadAllTextAsync(page)));
                await output.WriteLineAsync($"The tables of {page} are written anew.");
                return Done;
            }

            Show(options, output);
            return Done;
        }
        catch (Exception refused) when (refused is CommandLineException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(refused.Message);
            await errors.WriteLineAsync("See: dotnet run --project local -- capacity --help");
            return Misused;
        }
    }

    private static void Show(CapacityOptions options, TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        console.Profile.Width = 160;
        if (options.Inputs is { } inputs)
        {
            ShowPlans(console, output, Plans(inputs, options.HasBatch));
        }

        if (options.ShowsSources)
        {
            ShowSources(console);
        }
    }

    private static List<CapacityPlan> Plans(CapacityInputs inputs, bool hasBatch)
    {
        var plans = new List<CapacityPlan> { CapacityPlan.For(inputs) };
        if (!hasBatch && (decimal)(inputs with { EventsPerHubEvent = Batched }).HubEventBytes <= PublishedFigures.HubEventBytes.Value)
        {
            plans.Add(CapacityPlan.For(inputs with { EventsPerHubEvent = Batched }));
        }

        return plans;
    }

    private static void ShowPlans(IAnsiConsole console, TextWriter output, List<CapacityPlan> plans)
    {
        var rows = plans.ConvertAll(CapacityReport.Of);
        for (var at = 0; at < rows[0].Count;)
        {
            var section = rows[0][at].Section;
            var table = new Table().Border(TableBorder.Simple).AddColumn(Markup.Escape(section));
            foreach (var plan in plans)
            {
                table.AddColumn(Markup.Escape(CapacityPage.Heading(plan.Inputs.EventsPerHubEvent)), column => column.RightAligned());
            }

            for (; at < rows[0].Count && rows[0][at].Section == section; at++)
            {
                table.AddRow([Markup.Escape(rows[0][at].Name), .. rows.Select(one => Markup.Escape(one[at].Value))]);
            }

            console.Write(table);
        }

        foreach (var plan in plans.Where(plan => plan.Remarks.Count > 0))
        {
            output.WriteLine($"With {CapacityPage.Heading(plan.Inputs.EventsPerHubEvent)}:");
            foreach (var remark in plan.Remarks)
            {
                output.WriteLine($"- {remark}");
            }
        }

        output.WriteLine("Estimates from published limits and list prices (--sources), and from figures of this repository: docs/capacity.md says which, and what is left out.");
    }

    private static void ShowSources(IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("figure", column => column.RightAligned()).AddColumns("unit", "source", "seen", "region");
        foreach (var row in CapacityPage.Sources())
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        console.Write(table);
    }
}
