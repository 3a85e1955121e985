using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace RevenueFunctions.Benchmarks.Rating;

/// <summary>A PostgreSQL server of its own, on loopback and on its own data folder, for as long as a benchmark needs a peer.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    // What Debian and the official packages install outside of the path.
    private static readonly string[] Places = ["/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt/postgresql", "/usr/pgsql"];

    private readonly string binaries;
    private readonly string data;
    private readonly string port;

    private PostgresServer(string binaries, string data, string port) => (this.binaries, this.data, this.port) = (binaries, data, port);

    /// <summary>Starts one; null, with the reason, where there is none to start.</summary>
    public static async Task<(PostgresServer? Server, string Reason)> TryStartAsync(string folder, CancellationToken cancellationToken)
    {
        if (Binaries() is not { } binaries)
        {
            return (null, "PostgreSQL is not installed here");
        }

        var server = new PostgresServer(binaries, Path.Combine(folder, "postgres"), FreePort());
        Directory.CreateDirectory(server.data);
        if (IsRoot)
        {
            // PostgreSQL refuses to run as root: its packages bring a user for it, who must reach the folder.
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute);
            await RunAsync("chown", ["postgres", server.data], cancellationToken);
        }

        try
        {
            await server.AsOwnerAsync("initdb", ["-D", server.data, "-U", "postgres", "-A", "trust", "--no-sync"], cancellationToken);
            var options = $"-p {server.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c shared_buffers=256MB -c max_parallel_workers_per_gather=0";
            await server.AsOwnerAsync("pg_ctl", ["-D", server.data, "-w", "-l", Path.Combine(server.data, "log"), "-o", options, "start"], cancellationToken);
            return (server, string.Empty);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception)
        {
            return (null, $"PostgreSQL did not start: {failure.Message}");
        }
    }

    /// <summary>Runs statements in one session and returns what they print, row by row, without headings.</summary>
    public Task<string> QueryAsync(string sql, CancellationToken cancellationToken) =>
        RunAsync(Path.Combine(binaries, "psql"), ["-h", "127.0.0.1", "-p", port, "-U", "postgres", "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-X", "-q", "-A", "-t", "-c", sql], cancellationToken);

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await AsOwnerAsync("pg_ctl", ["-D", data, "-m", "immediate", "-w", "stop"], CancellationToken.None);
        Directory.Delete(data, recursive: true);
    }

    [SupportedOSPlatformGuard("linux")]
    private static bool IsRoot => OperatingSystem.IsLinux() && Environment.UserName == "root";

    private Task<string> AsOwnerAsync(string program, string[] arguments, CancellationToken cancellationToken) => IsRoot
        ? RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(binaries, program), .. arguments], cancellationToken)
        : RunAsync(Path.Combine(binaries, program), arguments, cancellationToken);

    private static string? Binaries() => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .Concat(Places.Where(Directory.Exists).SelectMany(place => Directory.EnumerateDirectories(place, "bin", SearchOption.AllDirectories)))
        .FirstOrDefault(place => File.Exists(Path.Combine(place, "initdb")) && File.Exists(Path.Combine(place, "psql")));

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    private static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        // The server outlives pg_ctl and would hold a redirected pipe open: only psql's output is read, what the others say is thrown away.
        var reads = Path.GetFileName(program) == "psql";
        var start = reads
            ? new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
            : new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]);
        start.WorkingDirectory = Path.GetTempPath();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = reads ? await process.StandardOutput.ReadToEndAsync(cancellationToken) : string.Empty;
        var errors = reads ? await process.StandardError.ReadToEndAsync(cancellationToken) : string.Empty;
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {process.ExitCode} {errors.Trim()}");
    }
}
