using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RevenueFunctions.Local.Storage.Azurite;

/// <summary>
/// Azurite's Table service, the emulator that Microsoft publishes, as a process of its own: on a free port of this machine, in memory, gone when it is
/// disposed. It is installed by tests/install-azurite.sh. Never a place to keep anything.
/// </summary>
public sealed class AzuriteTables : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";

    // The emulator's published key, for each of its accounts.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const string Program = "tests/azurite/node_modules/azurite/dist/src/table/main.js";
    private const string Started = "successfully started";
    private const int Attempts = 3;

    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AzuriteTables(string program, int port, int accounts)
    {
        string[] names = [Account, .. Enumerable.Range(2, accounts - 1).Select(number => $"fabricdata{Text(number)}")];
        ConnectionStrings = [.. names.Select(name => ConnectionTo(name, port))];
        Port = port;
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,

            // It would make files of its own in the current folder.
            WorkingDirectory = Path.GetTempPath(),
        };
        string[] arguments =
        [
            program, "--tableHost", "127.0.0.1", "--tablePort", Text(port), "--inMemoryPersistence", "--silent", "--disableTelemetry", "--skipApiVersionCheck",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', names.Select(name => $"{name}:{Key}"));
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => started.TrySetException(new InvalidOperationException($"Azurite ended before it was ready: {Output}"));
    }

    /// <summary>The port of 127.0.0.1 that it listens on.</summary>
    public int Port { get; }

    /// <summary>How to reach its first account.</summary>
    public string ConnectionString => ConnectionStrings[0];

    /// <summary>How to reach each of its accounts.</summary>
    public IReadOnlyList<string> ConnectionStrings { get; }

    /// <summary>Why it cannot be started here, and what helps; null when it can.</summary>
    public static string? WhyNot => Find() is null
        ? "Azurite is not installed: run tests/install-azurite.sh (it takes npm)."
        : HasNode() ? null : "node is not installed, and Azurite runs on it.";

    private string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString().Trim();
            }
        }
    }

    /// <summary>The connection string of the first account behind another port of this machine, as a proxy before Azurite has.</summary>
    public static string ConnectionThrough(int port) => ConnectionTo(Account, port);

    /// <summary>Starts it with so many storage accounts, and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">It is not installed, or did not start; says why.</exception>
    public static async Task<AzuriteTables> StartAsync(int accounts = 1, CancellationToken cancellationToken = default)
    {
        var program = WhyNot is { } reason ? throw new InvalidOperationException(reason) : Find()!;
        for (var attempt = 1; ; attempt++)
        {
            var azurite = new AzuriteTables(program, FreePort(), accounts);
            try
            {
                await azurite.StartProcessAsync(cancellationToken);
                return azurite;
            }
            catch (InvalidOperationException) when (attempt < Attempts && azurite.Output.Contains("EADDRINUSE", StringComparison.Ordinal))
            {
                // Somebody took the port between asking for a free one and listening on it.
                await azurite.DisposeAsync();
            }
            catch
            {
                await azurite.DisposeAsync();
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        started.TrySetCanceled(CancellationToken.None);
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }
        }
        catch (InvalidOperationException)
        {
            // It never started.
        }

        process.Dispose();
    }

    private async Task StartProcessAsync(CancellationToken cancellationToken)
    {
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await started.Task.WaitAsync(StartWithin, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"Azurite was not ready within {StartWithin.TotalSeconds} s: {Output}");
        }
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (output)
        {
            output.AppendLine(line);
        }

        if (line.Contains(Started, StringComparison.Ordinal))
        {
            started.TrySetResult();
        }
    }

    private static string ConnectionTo(string account, int port) =>
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};TableEndpoint=http://127.0.0.1:{Text(port)}/{account};";

    internal static IEnumerable<string> Upwards(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            yield return at.FullName;
        }
    }

    // Where it is installed: found from the current folder or this program's upwards.
    private static string? Find() => new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory }
        .SelectMany(Upwards)
        .Select(folder => Path.Combine(folder, Program))
        .FirstOrDefault(File.Exists);

    private static bool HasNode() => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "node")) || File.Exists(Path.Combine(folder, "node.exe")));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
