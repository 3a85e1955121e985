namespace RevenueFunctions.Tests.Acceptance;

/// <summary>One host whose period is billed, shared by the tests of a class that change nothing in it.</summary>
public sealed class BilledFabric : IAsyncLifetime
{
    /// <summary>The host.</summary>
    public FabricHost Host { get; private set; } = null!;

    /// <summary>A host with the small catalog whose period March 2026 is closed and invoiced.</summary>
    public static async Task<FabricHost> StartAsync()
    {
        var host = await FabricHost.StartAsync();
        await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json);
        Assert.Equal(202, (await host.PostAsync("/api/v1/accounts/acme/periods/20260301/close", """{"force":true}""")).Status);
        await host.UntilAsync("/api/v1/sagas/invoice:acme:20260301", saga => saga["saga"]!["state"]!.ToString() == "completed");
        return host;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Host = await StartAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
