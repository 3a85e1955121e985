using RevenueFunctions.Local.Hosting;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>The whole embedded host on a SQLite file of its own, spoken to over HTTP.</summary>
public sealed class FabricHost : FabricClient, IAsyncDisposable
{
    private readonly LocalHost host;
    private readonly TemporaryFolder folder;

    private FabricHost(LocalHost host, TemporaryFolder folder, string? apiKey)
        : base(host.BaseAddress, apiKey)
    {
        this.host = host;
        this.folder = folder;
    }

    /// <summary>Where it serves.</summary>
    public Uri Address => host.BaseAddress;

    /// <summary>The services behind its doors, for what comes over no door: a batch of a hub partition.</summary>
    public IServiceProvider Services => host.Services;

    public static async Task<FabricHost> StartAsync(Func<LocalHostOptions, LocalHostOptions>? options = null, string? apiKey = null)
    {
        var folder = new TemporaryFolder();
        var plain = new LocalHostOptions { Port = 0, DataPath = folder.File("fabric.db"), ContentRoot = Repository.Root };
        return new FabricHost(await LocalHost.StartAsync(options?.Invoke(plain) ?? plain), folder, apiKey);
    }

    public async ValueTask DisposeAsync()
    {
        Close();
        await host.DisposeAsync();
        folder.Dispose();
    }
}
