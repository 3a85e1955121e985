using System.Diagnostics;
using System.Text.Json;
using RevenueFunctions.Benchmarks.Ingest;
using RevenueFunctions.Local.Demo;
using RevenueFunctions.Local.Engines.EventHub.Producers;

namespace RevenueFunctions.Benchmarks.Overload;

/// <summary>A host with a key for each producer, with clients that send with them, and what an operator sees of it.</summary>
internal sealed class OverloadHost : IAsyncDisposable
{
    /// <summary>The producer that listens.</summary>
    public const string Polite = "polite";

    private const string ApiKey = "benchmark-api-key-0123456789";
    private const string HostKey = "benchmark-host-key-0123456789";

    /// <summary>The producers that do not.</summary>
    public static readonly IReadOnlyList<string> Noisy = ["noisy1", "noisy2", "noisy3"];

    private OverloadHost(HostProcess process) => Process = process;

    /// <summary>The process.</summary>
    public HostProcess Process { get; }

    public static async Task<OverloadHost> StartAsync(string path, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>
        {
            ["ApiKeys:benchmark:Key"] = ApiKey, ["ApiKeys:benchmark:Roles"] = "Reader,Operator,Configurer", ["HostKeys:Master"] = HostKey,
        };
        foreach (var producer in Noisy.Append(Polite))
        {
            settings[$"EventHub:Keys:{producer}"] = KeyOf(producer);
        }

        var headers = new Dictionary<string, string> { ["x-api-key"] = ApiKey, ["x-functions-key"] = HostKey };
        return new OverloadHost(await HostProcess.StartAsync(path, cancellationToken, settings, headers));
    }

    /// <summary>A client that signs as a producer.</summary>
    public HttpClient ClientOf(string producer, int connections)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { BaseAddress = Process.Http.BaseAddress, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization", SharedAccessSignature.Create(new Uri(client.BaseAddress!, FabricApi.UsageHub), producer, KeyOf(producer), TimeProvider.System.GetUtcNow().AddDays(1)));
        return client;
    }

    /// <summary>How the host stands, and how long it took to say so.</summary>
    public async Task<(double BacklogMegabytes, double ManagedMegabytes, double Milliseconds)> AskAsync(CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = JsonDocument.Parse(await Process.Http.GetStringAsync(new Uri("/admin/host/admission", UriKind.Relative), cancellationToken));
        return (
            answer.RootElement.GetProperty("hubBacklogBytes").GetProperty(FabricApi.UsageHub).GetProperty("held").GetInt64() / 1e6,
            answer.RootElement.GetProperty("managedBytes").GetInt64() / 1e6,
            Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    /// <summary>Usage events that have an outcome.</summary>
    public async Task<long> IngestedAsync(CancellationToken cancellationToken) =>
        (await Process.Api.ConservationAsync(cancellationToken)).Sum(partition => partition.Totals.UsageEvents);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private static string KeyOf(string producer) => $"key of {producer}";
}
