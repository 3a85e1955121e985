using System.Globalization;
using System.Runtime.InteropServices;
using RevenueFunctions.Functions.Settings;
using RevenueFunctions.Local.Audit;
using RevenueFunctions.Local.Books;
using RevenueFunctions.Local.Capacity;
using RevenueFunctions.Local.Capture;
using RevenueFunctions.Local.Demo;
using RevenueFunctions.Local.Hosting.Functions;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Hosting;

/// <summary>The commands of the local program.</summary>
internal static class Commands
{
    private const string Usage = """
        usage: dotnet run --project local -- [serve] [--port 7071] [--data FILE]
               dotnet run --project local -- demo [--help]
               dotnet run --project local -- audit [--help]
               dotnet run --project local -- books [--help]
               dotnet run --project local -- capacity [--help]
               dotnet run --project local -- replay [--help]
               dotnet run --project local -- settings [--help]
        Without --data it serves .data/fabric.db; where there is none yet, what the last demo left.
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        var command = args.Length > 0 && !args[0].StartsWith('-') ? args[0] : "serve";
        var rest = args.Length > 0 && !args[0].StartsWith('-') ? args[1..] : args;
        return command switch
        {
            "demo" => await DemoCommand.RunAsync(rest),
            "audit" => await AuditCommand.RunAsync(rest, Console.Out, Console.Error),
            "capacity" => await CapacityCommand.RunAsync(rest, Console.Out, Console.Error),
            "settings" => await SettingsCommand.RunAsync(rest, Console.Out, Console.Error),
            "replay" => await ReplayCommand.RunAsync(rest, Console.Out, Console.Error),
            "books" => await BooksCommand.RunAsync(rest, Console.Out, Console.Error),
            "serve" when Options(rest) is { } options => await ServeAsync(options),
            _ => Refuse(),
        };
    }

    /// <summary>Reads --port and --data; null when something else is there.</summary>
    internal static LocalHostOptions? Options(string[] args)
    {
        var options = new LocalHostOptions();
        options = options with { DataPath = KeptState(options.DataPath) };
        for (var at = 0; at < args.Length; at += 2)
        {
            if (at + 1 >= args.Length)
            {
                return null;
            }

            switch (args[at])
            {
                case "--port" when int.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535:
                    options = options with { Port = port };
                    break;
                case "--data":
                    options = options with { DataPath = args[at + 1] };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }

    // Who runs the demo and then the host expects to find what the demo left.
    internal static string KeptState(string own)
    {
        var demo = DemoOptions.StatePath(DemoOptions.StateFolder);
        return !File.Exists(own) && File.Exists(demo) ? demo : own;
    }

    private static async Task<int> ServeAsync(LocalHostOptions options)
    {
        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        try
        {
            await using var host = await LocalHost.StartAsync(options, stop.Token);
            Console.WriteLine($"Serving {host.BaseAddress} on {options.DataPath}; Ctrl+C stops.");
            await host.WaitAsync(stop.Token);
            return 0;
        }
        catch (Exception refused) when (refused is FunctionIndexException or LocalStoreRefusedException or StorageUnavailableException or SettingsRefusedException or TaskHubRefusedException or IOException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private static int Refuse()
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }
}
