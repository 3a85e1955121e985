using System.Collections.Concurrent;
using System.Diagnostics;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>The program as a process of its own, from its built file, to be killed or watched as it ends.</summary>
internal sealed class HostProcess : IDisposable
{
    private const int LinesKept = 200;

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly TaskCompletionSource<Uri?> serving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task reading;
    private bool disposed;

    private HostProcess(Process process)
    {
        this.process = process;
        reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>What it printed last, for a person who has to find out.</summary>
    public string Output => string.Join(Environment.NewLine, lines);

    /// <summary>Its exit code; it must have ended.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>Its process id; a shell hands it on.</summary>
    public int Id => process.Id;

    /// <summary>Starts it on a file; with a shell text, under that shell, which has to 'exec "$@"'.</summary>
    public static HostProcess Start(string dataPath, IReadOnlyDictionary<string, string>? settings = null, string? shell = null)
    {
        string[] program = ["dotnet", Path.Combine(AppContext.BaseDirectory, "RevenueFunctions.Local.dll"), "serve", "--port", "0", "--data", dataPath];
        string[] command = shell is null ? program : ["bash", "-c", shell, "host", .. program];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        start.Environment["PostingSweepSchedule"] = "*/2 * * * * *";
        start.Environment["ClosePeriodsSchedule"] = "0 0 0 1 1 *";
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new HostProcess(Process.Start(start)!);
    }

    /// <summary>Where it serves, once it does; null when it ended before.</summary>
    public async Task<Uri?> ServingAsync() => await serving.Task;

    /// <summary>SIGKILL: nothing of the process gets to say goodbye.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await ExitAsync();
    }

    /// <summary>Waits for its end and for all it printed.</summary>
    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await reading;
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    // Read to the end, so that a full pipe never stops it.
    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lines.Enqueue(line);
            while (lines.Count > LinesKept)
            {
                lines.TryDequeue(out _);
            }

            if (line.Split(' ') is ["Serving", var address, ..])
            {
                serving.TrySetResult(new Uri(address));
            }
        }

        if (reader == process.StandardOutput)
        {
            serving.TrySetResult(null);
        }
    }
}
