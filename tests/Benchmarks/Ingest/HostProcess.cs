using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using RevenueFunctions.Local.Demo;
using RevenueFunctions.Local.Demo.Workload;

namespace RevenueFunctions.Benchmarks.Ingest;

/// <summary>The local host in a process of its own, as a user starts it, so that what is measured is not mixed with the load generator.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private readonly Process process;

    private HostProcess(Process process, Uri address)
    {
        this.process = process;
        Http = new HttpClient(new RetryAfterHandler(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }, TimeProvider.System)) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
        Api = new FabricApi(new FabricClient(Http));
    }

    /// <summary>Speaks to the host.</summary>
    public HttpClient Http { get; }

    /// <summary>Its API.</summary>
    public FabricApi Api { get; }

    /// <summary>The most memory it ever had resident, in MB; 0 where the system does not say.</summary>
    public double PeakMegabytes => Megabytes(PeakLine());

    /// <summary>The memory it has resident, in MB; 0 where the system does not say.</summary>
    public double ResidentMegabytes => Megabytes(ResidentLine());

    /// <summary>Processor time it used, in seconds.</summary>
    public double ProcessorSeconds
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Starts it on a fresh file with the sample catalog; with settings for it, and with headers that the client sends always.</summary>
    public static async Task<HostProcess> StartAsync(
        string path, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? settings = null, IReadOnlyDictionary<string, string>? headers = null)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "RevenueFunctions.Local.dll");
        var start = new ProcessStartInfo("dotnet", [program, "serve", "--port", "0", "--data", path]) { RedirectStandardOutput = true };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The host did not start.");
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? string.Empty;
        var address = AddressInLine().Match(line);
        if (!address.Success)
        {
            throw new InvalidOperationException($"The host said '{line}' where its address was expected.");
        }

        var host = new HostProcess(process, new Uri(address.Value));
        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
        {
            host.Http.DefaultRequestHeaders.Add(name, value);
        }

        foreach (var file in SampleCatalog.Read().Files)
        {
            await host.Api.ImportAsync(file.Content, cancellationToken);
        }

        return host;
    }

    /// <summary>Waits until every usage event sent has its one outcome.</summary>
    public async Task WaitAsync(long events, CancellationToken cancellationToken)
    {
        while (true)
        {
            var report = await Api.ConservationAsync(cancellationToken);
            if (report.Sum(partition => partition.Totals.UsageEvents) >= events && report.All(partition => partition.NotYetSeen == 0 && partition.Closes))
            {
                return;
            }

            await Task.Delay(20, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }

    [GeneratedRegex(@"http://\S+:\d+")]
    private static partial Regex AddressInLine();

    private double Megabytes(Regex line) =>
        File.Exists($"/proc/{process.Id}/status") && line.Match(File.ReadAllText($"/proc/{process.Id}/status")) is { Success: true } found
            ? double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) / 1024
            : 0;

    [GeneratedRegex(@"VmRSS:\s+(\d+) kB")]
    private static partial Regex ResidentLine();

    [GeneratedRegex(@"VmHWM:\s+(\d+) kB")]
    private static partial Regex PeakLine();
}
