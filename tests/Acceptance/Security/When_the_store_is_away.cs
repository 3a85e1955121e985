using RevenueFunctions.Local.Storage;

namespace RevenueFunctions.Tests.Acceptance.Security;

/// <summary>Why the store is away is for those who run the fabric, not for customers (OWASP API8).</summary>
public sealed class When_the_store_is_away
{
    [Fact]
    public async Task Should_say_why_to_operators_only()
    {
        var store = new FaultyStore(new MemoryStore());
        await using var host = await FabricHost.StartAsync(plain => plain with { Settings = Keys.Settings(), Store = store });
        using var client = new RawClient(host.Address);
        Assert.Equal(200, (await client.SendAsync(HttpMethod.Post, "/api/v1/catalog/import", Keys.Configurer, SmallCatalog.Json)).Status);
        store.IsDown = true;
        foreach (var (key, knowsWhy) in new[] { (Keys.Operator, true), (Keys.Reader, true), (Keys.Customer, false) })
        {
            var answer = await client.GetAsync("/api/v1/invoices/acme:20260301", key);
            Assert.True(answer.Status == 503 && answer.Headers.ContainsKey("Retry-After"), $"{answer.Status} {answer.Text}");
            Assert.Equal(knowsWhy, answer.Text.Contains("because the test says so", StringComparison.Ordinal));
        }

        store.Restore();
    }
}
