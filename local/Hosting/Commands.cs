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
using RevenueFunctions.Functions.Storage;
using RevenueFunctions.Local.Storage.Azurite;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Hosting;

/// <summary>The commands of the local program.</summary>
internal static class Commands
{
    private const string Usage = """
        usage: dotnet run --project local -- [serve] [--port 7071] [--data FILE] [--storage sqlite|tables] [--tables CONNECTION]
               dotnet run --project local -- demo [--help]
               dotnet run --project local -- audit [--help]
               dotnet run --project local -- books [--help]
               dotnet run --project local -- capacity [--help]
               dotnet run --project local -- replay [--help]
               dotnet run --project local -- settings [--help]
        Without --data it serves .data/fabric.db; where there is none yet, what the last demo left.
        --storage tables keeps the business's tables in Table storage, and the engines' in the file: in the account of --tables, or in
        an Azurite of its own (npm installs it: tests/install-azurite.sh), with everything in memory and gone at the end.
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

    /// <summary>Reads the options of serve; null when something else is there.</summary>
    internal static ServeOptions? Options(string[] args)
    {
        var (options, storage, data) = (new LocalHostOptions(), (string?)null, (string?)null);
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
                    data = args[at + 1];
                    break;
                case "--storage" when args[at + 1] is "sqlite" or "tables":
                    storage = args[at + 1];
                    break;
                case "--tables":
                    options = options with { Tables = args[at + 1] };
                    break;
                default:
                    return null;
            }
        }

        var needsAzurite = storage == "tables" && options.Tables is null;
        return (options.Tables is not null && storage != "tables") || (needsAzurite && data is not null)
            ? null
            : new ServeOptions(options with { DataPath = data ?? (storage == "tables" ? Path.Combine(".data", "engines.db") : KeptState(options.DataPath)) }, needsAzurite);
    }

    // Who runs the demo and then the host expects to find what the demo left.
    internal static string KeptState(string own)
    {
        var demo = DemoOptions.StatePath(DemoOptions.StateFolder);
        return !File.Exists(own) && File.Exists(demo) ? demo : own;
    }

    private static async Task<int> ServeAsync(ServeOptions serve)
    {
        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        if (serve.NeedsAzurite && await AzuriteInstall.EnsureAsync(Console.Error, stop.Token) is { } missing)
        {
            await Console.Error.WriteLineAsync(missing);
            return 1;
        }

        try
        {
            await using var azurite = serve.NeedsAzurite ? await AzuriteTables.StartAsync(cancellationToken: stop.Token) : null;

            // What Azurite holds ends with it, so what the engines hold must too: they would go on where a business that is gone left off.
            var options = azurite is null ? serve.Host : serve.Host with { Store = new MemoryStore(), Tables = azurite.ConnectionString };
            await using var host = await LocalHost.StartAsync(options, stop.Token);
            var where = azurite is not null ? "Azurite, in memory: nothing is kept"
                : options.Tables is null ? options.DataPath
                : $"{options.DataPath} and {BusinessTables.AddressOf(options.Tables)}";
            Console.WriteLine($"Serving {host.BaseAddress} on {where}; Ctrl+C stops.");
            await host.WaitAsync(stop.Token);
            return 0;
        }
        catch (Exception refused) when (refused is FunctionIndexException or LocalStoreRefusedException or StorageUnavailableException or SettingsRefusedException or TaskHubRefusedException or IOException
            or DataAccountsChangedException)
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

    /// <summary>What serve was asked to do.</summary>
    /// <param name="Host">How to start the host.</param>
    /// <param name="NeedsAzurite">Whether its tables are in an Azurite that is started for it.</param>
    internal sealed record ServeOptions(LocalHostOptions Host, bool NeedsAzurite);

    private static int Refuse()
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }
}
