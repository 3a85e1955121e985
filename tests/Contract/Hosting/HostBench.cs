using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Local.Hosting;
using RevenueFunctions.Local.Storage;

namespace RevenueFunctions.Tests.Contract.Hosting;

/// <summary>The whole host over real HTTP, with some function classes and a store in memory.</summary>
internal sealed class HostBench : IAsyncDisposable
{
    private HostBench(LocalHost host)
    {
        Host = host;
        Client = new HttpClient { BaseAddress = host.BaseAddress };
    }

    public LocalHost Host { get; }

    public HttpClient Client { get; }

    public static async Task<HostBench> StartAsync(
        IReadOnlyCollection<Type> functions,
        Dictionary<string, string?>? settings = null,
        ILocalStore? store = null,
        Action<IServiceCollection>? services = null,
        string bodyBytes = "1024") => new(await LocalHost.StartAsync(new LocalHostOptions
        {
            Port = 0,
            Store = store ?? new MemoryStore(),
            FunctionTypes = functions,
            Settings = new Dictionary<string, string?>(settings ?? []) { ["HostLimits:BodyBytes"] = bodyBytes },
            ConfigureServices = services,
            LogLevel = Microsoft.Extensions.Logging.LogLevel.None,
        }));

    public async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone());
    }

    public Task<(int Status, JsonElement Body)> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }
}
