using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;

namespace RevenueFunctions.Tests.Hostile.Hosting;

/// <summary>The host in a process of its own, on a file of its own, seen from outside.</summary>
internal sealed class AttackedHost : IAsyncDisposable
{
    /// <summary>The whole managed heap that the host may ever have: whoever makes it need more makes requests fail, which the tests see.</summary>
    public const long HeapLimitBytes = 512L * 1024 * 1024;

    private const int LogLinesKept = 60;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly TemporaryFolder folder;
    private readonly Channel<string> replies = Channel.CreateUnbounded<string>();
    private readonly Queue<string> log = new();
    private readonly Lock gate = new();
    private readonly Task reading;

    private AttackedHost(Process process, TemporaryFolder folder)
    {
        (this.process, this.folder) = (process, folder);
        reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>Where it serves.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>True once the process is gone.</summary>
    public bool HasDied => process.HasExited;

    /// <summary>The last lines that the host wrote.</summary>
    public string Log
    {
        get
        {
            lock (gate)
            {
                return string.Join(Environment.NewLine, log);
            }
        }
    }

    /// <summary>Starts it and waits until it serves.</summary>
    public static async Task<AttackedHost> StartAsync(params string[] settings)
    {
        var folder = new TemporaryFolder();
        string[] quiet = ["PostingSweepSchedule=*/2 * * * * *", "ClosePeriodsSchedule=0 0 0 1 1 *", "ReconciliationSchedule=0 0 0 1 1 *", "AccountingSchedule=0 0 0 1 1 *"];
        var start = new ProcessStartInfo("dotnet", [typeof(AttackedHost).Assembly.Location, HostUnderAttack.Mode, folder.File("fabric.db"), .. quiet, .. settings])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimitBytes.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        var host = new AttackedHost(Process.Start(start)!, folder);
        var serving = await host.NextReplyAsync();
        host.Address = new Uri(serving["serving ".Length..]);
        return host;
    }

    /// <summary>What it holds after a full collection.</summary>
    public async Task<HostMemory> MemoryAsync()
    {
        var numbers = (await AskAsync("memory")).Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return new HostMemory(numbers[0], numbers[1]);
    }

    /// <summary>Every route it serves.</summary>
    public async Task<IReadOnlyList<HostRoute>> RoutesAsync() => JsonSerializer.Deserialize<HostRoute[]>(await AskAsync("routes"))!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        await reading;
        process.Dispose();
        folder.Dispose();
    }

    private async Task<string> AskAsync(string question)
    {
        await process.StandardInput.WriteLineAsync(question);
        await process.StandardInput.FlushAsync();
        return await NextReplyAsync();
    }

    private async Task<string> NextReplyAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await replies.Reader.ReadAsync(patience.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or ChannelClosedException)
        {
            throw new InvalidOperationException($"The host {(process.HasExited ? "died" : "does not answer")}. Its log:{Environment.NewLine}{Log}", gone);
        }
    }

    private async Task ReadAsync(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(HostUnderAttack.Reply, StringComparison.Ordinal))
            {
                replies.Writer.TryWrite(line[HostUnderAttack.Reply.Length..]);
                continue;
            }

            lock (gate)
            {
                log.Enqueue(line.Length > 2000 ? line[..2000] : line);
                if (log.Count > LogLinesKept)
                {
                    log.Dequeue();
                }
            }
        }

        if (from == process.StandardOutput)
        {
            replies.Writer.TryComplete();
        }
    }
}
