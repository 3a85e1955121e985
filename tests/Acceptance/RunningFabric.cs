namespace RevenueFunctions.Tests.Acceptance;

/// <summary>One host with the small catalog, shared by the tests of a class that do not disturb each other.</summary>
public sealed class RunningFabric : IAsyncLifetime
{
    /// <summary>The host.</summary>
    public FabricHost Host { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Host = await FabricHost.StartAsync();
        await Host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
