using System.Globalization;
using RevenueFunctions.Local.Hosting;
using Spectre.Console;

namespace RevenueFunctions.Local.Capture;

/// <summary>The command that sends captured events to a hub again.</summary>
internal static class ReplayCommand
{
    private const int Done = 0;
    private const int Stopped = 1;
    private const int Misused = 2;
    private const int MostFaults = 20;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args is ["--help"])
        {
            await output.WriteLineAsync(ReplayOptions.Usage);
            return Done;
        }

        try
        {
            return await RunAsync(ReplayOptions.Read(args), output, errors, cancellationToken);
        }
        catch (CommandLineException misused)
        {
            await errors.WriteLineAsync(misused.Message);
            await errors.WriteLineAsync("See: dotnet run --project local -- replay --help");
            return Misused;
        }
        catch (Exception unreadable) when (unreadable is CaptureFileException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(unreadable.Message);
            return Misused;
        }
    }

    private static async Task<int> RunAsync(ReplayOptions options, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var files = CaptureFile.In(options.Folder);
        var survey = CaptureSurvey.Of(files, options.Range, cancellationToken);
        Show(survey, output);
        if (survey.Faults.Count > 0)
        {
            foreach (var fault in survey.Faults.Take(MostFaults))
            {
                await errors.WriteLineAsync(fault);
            }

            await errors.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Nothing was sent: {survey.Faults.Count:N0} faults in {files.Count:N0} files."));
            return Misused;
        }

        return options.IsDry ? Done : await SendAsync(options, files, survey, output, errors, cancellationToken);
    }

    private static async Task<int> SendAsync(
        ReplayOptions options, IReadOnlyList<CaptureFile> files, CaptureSurvey survey, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(100) };
        using var progress = ReplayProgress.Open(options.Folder, options.Hub, options.Range);
        var run = new ReplayRun(new ReplayTarget(http, options.Hub, options.Credential, TimeProvider.System), progress, options.Range, output, TimeProvider.System);
        try
        {
            await run.SendAsync(files, survey.Events, cancellationToken);
        }
        catch (Exception stopped) when (stopped is ReplayException or CaptureFileException or IOException)
        {
            await errors.WriteLineAsync(stopped.Message);
            await errors.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"Stopped: the hub has {run.Sent + run.Before:N0} of {survey.Events:N0} events for sure. The same command goes on from there."));
            return Stopped;
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"Sent {run.Sent:N0} events in {run.Requests:N0} requests; {run.Before:N0} were sent before. The hub has all {survey.Events:N0}."));
        return Done;
    }

    private static void Show(CaptureSurvey survey, TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        console.Profile.Width = 140;
        var table = new Table().Border(TableBorder.Simple).AddColumn("partition").AddColumn("files", Right).AddColumn("events", Right).AddColumns("first", "last");
        foreach (var partition in survey.Partitions)
        {
            table.AddRow(
                Markup.Escape(partition.Name.Length > 0 ? partition.Name : "(names without a partition)"),
                partition.Files.ToString("N0", CultureInfo.InvariantCulture),
                partition.Events.ToString("N0", CultureInfo.InvariantCulture),
                Time(partition.First),
                Time(partition.Last));
        }

        console.Write(table);
        foreach (var partition in survey.Partitions.Where(partition => partition.Gaps.Count > 0))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{partition.Name}: {partition.Gaps.Count:N0} ranges of sequence numbers are in no file, first {partition.Gaps[0]}. Is a file missing, or cut off between two blocks?"));
        }

        static void Right(TableColumn column) => column.RightAligned();
    }

    private static string Time(DateTimeOffset? time) => time?.ToString("u", CultureInfo.InvariantCulture) ?? "-";
}
