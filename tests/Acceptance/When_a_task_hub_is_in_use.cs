using RevenueFunctions.Local.Hosting;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>A host that would share a task hub with another deployment, or strand newer sagas on it, does not start.</summary>
public sealed class When_a_task_hub_is_in_use
{
    [Fact]
    public async Task Should_refuse_another_deployment_and_take_it_over_when_told()
    {
        var store = new MemoryStore();
        await using (await StartAsync(store, "func-old"))
        {
            var refused = await Assert.ThrowsAsync<TaskHubRefusedException>(() => StartAsync(store, "func-new"));
            Assert.Contains("'func-old'", refused.Message, StringComparison.Ordinal);
        }

        await using (var host = await StartAsync(store, "func-new", release: (await ClaimAsync(store)).Mark))
        {
            await Assert.ThrowsAsync<TaskHubRefusedException>(() => StartAsync(store, "func-old"));

            // Given away while it runs: it begins no saga on a hub that is another's, though it began some before.
            using var client = new Security.RawClient(host.BaseAddress);
            Assert.Equal(200, (await client.SendAsync(HttpMethod.Post, "/api/v1/catalog/import", null, SmallCatalog.Json)).Status);
            Assert.Equal(202, (await CloseAsync(client, "20260301")).Status);
            await new TaskHubClaims(store, TimeProvider.System).ClaimAsync("fabric", "func-third", HostJson.DefaultVersion, (await ClaimAsync(store)).Mark, TestContext.Current.CancellationToken);
            Assert.Equal(500, (await CloseAsync(client, "20260401")).Status);
        }
    }

    [Fact]
    public async Task Should_record_the_version_of_its_sagas_and_refuse_to_fall_behind_it()
    {
        var store = new MemoryStore();
        await using (var host = await StartAsync(store, null))
        {
            Assert.Null((await ClaimAsync(store)).SagaVersion);
            using var client = new Security.RawClient(host.BaseAddress);
            Assert.Equal(200, (await client.SendAsync(HttpMethod.Post, "/api/v1/catalog/import", null, SmallCatalog.Json)).Status);
            Assert.Equal(202, (await CloseAsync(client, "20260301")).Status);

            // What the app calls its newest must be what host.json begins sagas on.
            Assert.Equal(("local", HostJson.DefaultVersion), ((await ClaimAsync(store)).Deployment, (await ClaimAsync(store)).SagaVersion));
        }

        await new TaskHubClaims(store, TimeProvider.System).UseAsync(await ClaimAsync(store), "99.0", TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<TaskHubRefusedException>(() => StartAsync(store, null));
        Assert.Contains($"knows versions up to {HostJson.DefaultVersion}", refused.Message, StringComparison.Ordinal);
        await using var rolledBack = await StartAsync(store, null, release: (await ClaimAsync(store)).Mark);
    }

    private static Task<Security.RawClient.RawAnswer> CloseAsync(Security.RawClient client, string period) =>
        client.SendAsync(HttpMethod.Post, $"/api/v1/accounts/acme/periods/{period}/close", null, """{"force":true}""");

    private static Task<LocalHost> StartAsync(MemoryStore store, string? site, string? release = null) => LocalHost.StartAsync(new LocalHostOptions
    {
        Port = 0,
        Store = store,
        ContentRoot = Repository.Root,
        Settings = new Dictionary<string, string?> { ["WEBSITE_SITE_NAME"] = site, ["TaskHub:Release"] = release },
    });

    private static async Task<TaskHubClaim> ClaimAsync(ITableStore store) => (await store.ReadAsync<TaskHubClaim>("host", "taskhub", "fabric", TestContext.Current.CancellationToken))!;
}
