using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Settings;
using RevenueFunctions.Functions.Storage;
using RevenueFunctions.Local.Demo.Focus;
using RevenueFunctions.Local.Hosting;
using RevenueFunctions.Local.Hosting.Functions;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Local.Storage.Azurite;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;
using Spectre.Console;

namespace RevenueFunctions.Local.Demo;

/// <summary><c>demo</c>: a month of revenue from usage event to reconciled ledger entry, checked against totals computed independently.</summary>
internal static class DemoCommand
{
    /// <summary>Runs it; 0 when everything holds, 1 when something differs or fails, 2 when the command line is wrong.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args.Contains("--help") || args.Contains("-h"))
        {
            Console.WriteLine(DemoOptions.Usage);
            return 0;
        }

        DemoOptions options;
        try
        {
            options = DemoOptions.Parse(args);
        }
        catch (DemoException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }

        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        try
        {
            return await RunAsync(options, stop.Token) ? 0 : 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return 1;
        }
        catch (Exception failed) when (failed is DemoException or SettingsRefusedException or TaskHubRefusedException or FunctionIndexException or LocalStoreRefusedException or StorageUnavailableException or DataAccountsChangedException or IOException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync(failed.Message);
            return 1;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task<bool> RunAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        if (Console.IsOutputRedirected)
        {
            // A file or a pipe has no width of its own; the tables need this much.
            AnsiConsole.Profile.Width = 160;
            AnsiConsole.Profile.Capabilities.Ansi = false;
            AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        }

        var focus = options.Focus is null ? null : FocusFile.Read(options.Focus);
        DemoFolder.Recreate(options.Data);
        var console = new DemoConsole(AnsiConsole.Console, TimeProvider.System);
        if (options is { UsesTables: true, Tables: null } && await AzuriteInstall.EnsureAsync(Console.Error, cancellationToken) is { } missing)
        {
            throw new DemoException(missing);
        }

        await using var azurite = options is { UsesTables: true, Tables: null } ? await AzuriteTables.StartAsync(cancellationToken: cancellationToken) : null;
        await using var host = await LocalHost.StartAsync(HostOptions(options, azurite?.ConnectionString), cancellationToken);
        await CheckEmptyAsync(options, host, cancellationToken);
        using var http = Http(host.BaseAddress);
        var checks = new Checks();
        var api = new FabricApi(new FabricClient(http));
        if (focus is not null)
        {
            await new FocusRun(focus, api, http, console, checks, TimeProvider.System).RunAsync(cancellationToken);
        }
        else
        {
            await new SampleRun(options, api, http, console, checks, TimeProvider.System).RunAsync(cancellationToken);
        }

        console.Chapter("Everything against what was computed independently");
        checks.Print(console.Out);
        console.Say(checks.AllHold ? "Every invariant holds." : "Something differs: see the table above.");
        DemoLinks.Print(console, host.BaseAddress, options, focus is null);
        if (!options.Exit)
        {
            console.Say("Still serving; Ctrl+C stops.");
            await host.WaitAsync(cancellationToken);
        }

        return checks.AllHold;
    }

    // A folder of the demo's own is emptied; an account may be anybody's.
    private static async Task CheckEmptyAsync(DemoOptions options, LocalHost host, CancellationToken cancellationToken)
    {
        if (options.Tables is { } connection && (await host.Services.GetRequiredService<CatalogReader>().GetCurrentAsync(cancellationToken)).Documents.Count > 0)
        {
            throw new DemoException($"The account {BusinessTables.AddressOf(connection)} holds a catalog already, so it is not touched. Name an empty one with --tables.");
        }
    }

    private static LocalHostOptions HostOptions(DemoOptions options, string? azurite) => new()
    {
        Port = options.Port,
        DataPath = options.Database,
        Tables = options.Tables ?? azurite,
        LogLevel = LogLevel.Error,
        Seed = options.Seed,

        // The demo closes its month itself, when everything is sent; the timer would close it in between, since it ended long ago.
        Settings = new Dictionary<string, string?> { ["ClosePeriodsSchedule"] = "0 0 0 1 1 *" },
    };

    private static HttpClient Http(Uri address) =>
        new(new RetryAfterHandler(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }, TimeProvider.System)) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
}
