namespace RevenueFunctions.Tests.Acceptance;

/// <summary>One host with the plans for contracts; each test has an account of its own.</summary>
public sealed class ContractFabric : IAsyncLifetime
{
    /// <summary>The host.</summary>
    public FabricHost Host { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        // Each test closes its periods itself: one that a timer closes in between would not know of the amendment yet.
        Host = await FabricHost.StartAsync(options => options with { Settings = new Dictionary<string, string?> { ["ClosePeriodsSchedule"] = "0 0 0 1 1 *" } });
        Assert.Equal(200, (await Host.PostAsync("/api/v1/catalog/import", ContractCatalog.Json)).Status);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
