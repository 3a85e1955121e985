using System.Diagnostics;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>The host as a process of its own on a file that outlives it, to be killed.</summary>
internal sealed class FabricProcess : FabricClient, IDisposable
{
    private readonly Process process;

    private FabricProcess(Process process, Uri address)
        : base(address) => this.process = process;

    /// <summary>Starts the program and waits until it says where it serves.</summary>
    public static async Task<FabricProcess> StartAsync(string dataPath)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "RevenueFunctions.Local.dll"), "serve", "--port", "0", "--data", dataPath])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Repository.Root,
        };
        start.Environment["PostingSweepSchedule"] = "*/2 * * * * *";
        start.Environment["ClosePeriodsSchedule"] = "0 0 0 1 1 *";
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Split(' ') is ["Serving", var address, ..])
            {
                // Read on, so that a full pipe never stops it.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new FabricProcess(process, new Uri(address));
            }
        }

        throw new InvalidOperationException("The host ended before it served.");
    }

    /// <summary>SIGKILL: nothing of the process gets to say goodbye.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        Close();
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
