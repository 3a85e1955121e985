using RevenueFunctions.Local.Hosting;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>The whole embedded host on a SQLite file of its own, spoken to over HTTP.</summary>
public sealed class FabricHost : FabricClient, IAsyncDisposable
{
    private readonly LocalHost host;
    private readonly TemporaryFolder folder;

    private FabricHost(LocalHost host, TemporaryFolder folder)
        : base(host.BaseAddress)
    {
        this.host = host;
        this.folder = folder;
    }

    public static async Task<FabricHost> StartAsync()
    {
        var folder = new TemporaryFolder();
        return new FabricHost(await LocalHost.StartAsync(new LocalHostOptions { Port = 0, DataPath = folder.File("fabric.db"), ContentRoot = Repository.Root }), folder);
    }

    public async ValueTask DisposeAsync()
    {
        Close();
        await host.DisposeAsync();
        folder.Dispose();
    }
}
