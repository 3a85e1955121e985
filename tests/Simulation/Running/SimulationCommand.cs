using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>The command <c>--seeds N [--from S]</c>: runs seeds and says what came of them.</summary>
internal static class SimulationCommand
{
    /// <summary>True for the simulation's own arguments; others are the test runner's.</summary>
    public static bool IsMeant(IReadOnlyList<string> args) => args.Any(arg => arg is "--seeds" or "--seed" or "--help" or "-h");

    /// <summary>Runs it; 0 when every promise held, 1 when one was broken, 2 when the command line is wrong.</summary>
    public static int Run(IReadOnlyList<string> args)
    {
        if (args.Contains("--help") || args.Contains("-h"))
        {
            Console.WriteLine(SimulationOptions.Usage);
            return 0;
        }

        SimulationOptions options;
        try
        {
            options = SimulationOptions.Parse(args);
        }
        catch (SimulationOptionException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            return 2;
        }

        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        return Run(options, stop.Token) ? 0 : 1;

        void Stop(PosixSignalContext context)
        {
            // Asked again, it ends at once: a seed may be one that does not end.
            context.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }

    private static bool Run(SimulationOptions options, CancellationToken cancellationToken)
    {
        var (watch, before) = (Stopwatch.StartNew(), ProcessCost.Now);
        var tally = new Tally();
        var progress = new Progress(options.Digests ? TextWriter.Null : Console.Error, options.Seeds, Console.IsErrorRedirected);
        new Campaign(options.Threads, options.Setup).Run(Enumerable.Range(options.From, options.Seeds), Finished, cancellationToken);
        var (elapsed, cost) = (watch.Elapsed, ProcessCost.Now.Since(before));
        progress.End();
        if (!options.Digests)
        {
            Console.Write(CampaignReport.Of(tally, elapsed, cost, options.Threads, shrink: options.Plan is null));
        }

        return tally.Failed == 0 && !cancellationToken.IsCancellationRequested;

        void Finished(RunResult run)
        {
            tally.Add(run);
            progress.Report(tally, watch.Elapsed);
            if (options.Digests)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Setup.Seed} {run.Digest}"));
            }
        }
    }
}
