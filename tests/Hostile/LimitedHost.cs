using System.Globalization;
using System.Text.Json;
using RevenueFunctions.Tests.Hostile.Hosting;
using RevenueFunctions.Tests.Hostile.Wire;

namespace RevenueFunctions.Tests.Hostile;

/// <summary>A host with small limits, shared by tests that each go over one of them.</summary>
public sealed class LimitedHost : IAsyncLifetime
{
    public const int UrlCharacters = 1024;
    public const int HeaderBytes = 4096;
    public const int HeaderCount = 32;
    public const int ApiBytes = 128 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal AttackedHost Host { get; private set; } = null!;

    /// <summary>A client that stays within the limits.</summary>
    internal WireClient Client { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Host = await AttackedHost.StartAsync(
            Setting("HostLimits:UrlCharacters", UrlCharacters), Setting("HostLimits:HeaderBytes", HeaderBytes), Setting("HostLimits:HeaderCount", HeaderCount), Setting("Api:MaxBodyBytes", ApiBytes));
        Client = new WireClient(Host.Address);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }

    /// <summary>Sees that the host serves others.</summary>
    internal async Task IsServedAsync() => Assert.Equal(200, (await Client.SendAsync(WireRequest.Get("/api/v1/accounts"))).Status);

    /// <summary>Asks again until the answer is what is waited for.</summary>
    internal async Task UntilAsync(string target, Func<JsonElement, bool> isReached)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await Client.SendAsync(WireRequest.Get(target)) is var answer && (answer.Status != 200 || !isReached(JsonSerializer.Deserialize<JsonElement>(answer.Body))))
        {
            Assert.False(patience.IsCancellationRequested, $"{target} did not come to what was waited for: {answer.Status} {answer.Text}");
            await pause.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static string Setting(string name, int value) => string.Create(CultureInfo.InvariantCulture, $"{name}={value}");
}
